import type { Argv } from "yargs";
import { PLATFORMS, type Platform } from "../../cluster/protocols/registry.js";
import { rulesOf } from "../../cluster/protocols/rules/registry.js";
import { loadCatalogue } from "../../library/catalogue.js";
import { inputProblem } from "../../library/inputProblems.js";
import { type Preset, presetText } from "../../notation/presets/presets.js";
import { Exit } from "../terminal/exit.js";

export const command = "models [prefix]";
export const describe = "list the presets: value, range, grade and source, and what a platform makes of another value";

export const builder = (yargs: Argv): Argv =>
  yargs
    .positional("prefix", { type: "string", describe: "only those whose name begins so: repair, prices.cloud" })
    .option("json", { type: "boolean", describe: "print as JSON" });

export async function handler(flags: Record<string, unknown>): Promise<number> {
  const prefix = (flags.prefix as string | undefined) ?? "";
  const presets = [...loadCatalogue().presets.values()]
    .filter((preset) => preset.id.startsWith(prefix))
    .map((preset): Listed => ({ ...preset, ...rulesAbout(preset.id) }));
  if (presets.length === 0) throw inputProblem("models", `no preset begins with "${prefix}"`, "hasim models");
  process.stdout.write(flags.json ? `${JSON.stringify(presets, null, 2)}\n` : presets.map(entryText).join(""));
  return Exit.DONE;
}

interface Rule {
  readonly otherwise: "used" | "refused";
  readonly why: string;
  readonly source: string;
}
/** A preset, and for a setting of a platform what its software makes of values that do not fit. */
type Listed = Preset & { readonly rules?: readonly Rule[] };

function rulesAbout(id: string): { rules?: Rule[] } {
  const [, platform = "", setting = ""] = /^platforms\.([^.]+)\.(.+)$/.exec(id) ?? [];
  if (!Object.hasOwn(PLATFORMS, platform)) return {};
  const rules = rulesOf(platform as Platform).filter((rule) => rule.setting === setting);
  return { rules: rules.map(({ otherwise, why, source }) => ({ otherwise, why, source })) };
}

function entryText({ id, value, low, high, grade, source, note, per, rules = [] }: Listed): string {
  const range = low === undefined ? "" : `  (${presetText(low)} to ${presetText(high)})`;
  const lines = [`${id}: ${presetText(value)}${per ? ` per ${per}` : ""}${range}`, `    ${grade}: ${source}`];
  if (note) lines.push(`    ${note}`);
  for (const { otherwise, why, source: where } of rules)
    lines.push(`    ${otherwise === "used" ? "changed" : "refused"} otherwise: ${why} (${where})`);
  return `${lines.join("\n")}\n`;
}
