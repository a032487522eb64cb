import type { Argv } from "yargs";
import type { Preset } from "../../scenario/presets.js";
import { loadCatalogue } from "../files.js";
import { Exit, inputProblem } from "../outcome.js";

export const command = "models [prefix]";
export const describe = "list the presets: value, range, grade and source";

export const builder = (yargs: Argv): Argv =>
  yargs
    .positional("prefix", { type: "string", describe: "only those whose name begins so: repair, prices.cloud" })
    .option("json", { type: "boolean", describe: "print as JSON" });

export async function handler(flags: Record<string, unknown>): Promise<number> {
  const prefix = (flags.prefix as string | undefined) ?? "";
  const presets = [...loadCatalogue().presets.values()].filter((preset) => preset.id.startsWith(prefix));
  if (presets.length === 0) throw inputProblem("models", `no preset begins with "${prefix}"`, "hasim models");
  process.stdout.write(flags.json ? `${JSON.stringify(presets, null, 2)}\n` : presets.map(presetText).join(""));
  return Exit.DONE;
}

function presetText({ id, value, low, high, grade, source, note, per }: Preset): string {
  const range = low === undefined ? "" : `  (${written(low)} to ${written(high)})`;
  const lines = [`${id}: ${written(value)}${per ? ` per ${per}` : ""}${range}`, `    ${grade}: ${source}`];
  return `${(note ? [...lines, `    ${note}`] : lines).join("\n")}\n`;
}

/** A value as one would write it in a scenario. */
function written(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  return `{${Object.entries(value)
    .map(([key, inner]) => `${key}: ${written(inner)}`)
    .join(", ")}}`;
}
