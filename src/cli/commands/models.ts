import type { Argv } from "yargs";
import { type Preset, presetText } from "../../scenario/presets.js";
import { Exit } from "../exit.js";
import { loadCatalogue } from "../files.js";
import { inputProblem } from "../outcome.js";

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
  process.stdout.write(flags.json ? `${JSON.stringify(presets, null, 2)}\n` : presets.map(entryText).join(""));
  return Exit.DONE;
}

function entryText({ id, value, low, high, grade, source, note, per }: Preset): string {
  const range = low === undefined ? "" : `  (${presetText(low)} to ${presetText(high)})`;
  const lines = [`${id}: ${presetText(value)}${per ? ` per ${per}` : ""}${range}`, `    ${grade}: ${source}`];
  return `${(note ? [...lines, `    ${note}`] : lines).join("\n")}\n`;
}
