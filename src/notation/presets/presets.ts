import { z } from "zod";
import { block } from "../document/fields.js";
import { findings } from "../document/findings.js";
import { formatProblem } from "../document/problem.js";
import { readYaml } from "../document/yamlText.js";

export type Grade = "measured" | "vendor" | "assumed";

/** One sourced value of `models/`; value, low and high are in the notation of a scenario ("8h", {lognormal: …}, 0.975). */
export interface Preset {
  /** Where it stands: "repair.four-hour.law". */
  readonly id: string;
  readonly value: unknown;
  /** What it could be instead, at the low and the high end of what is plausible; absent for a value that is a choice. */
  readonly low?: unknown;
  readonly high?: unknown;
  readonly grade: Grade;
  readonly source: string;
  readonly note?: string | undefined;
  /** Of a price: what it is paid for. */
  readonly per?: PricedPer | undefined;
}

export type PricedPer = "node" | "cluster" | "terabyte" | "hour";

/** Every preset by its id, in the order of the files. */
export interface Catalogue {
  readonly presets: ReadonlyMap<string, Preset>;
}

const leaf = block({
  value: z.unknown().refine((value) => value !== undefined, "is missing"),
  low: z.unknown().optional(),
  high: z.unknown().optional(),
  grade: z.enum(["measured", "vendor", "assumed"]),
  source: z.string().min(1),
  note: z.string().optional(),
  per: z.enum(["node", "cluster", "terabyte", "hour"]).optional(),
});

/**
 * Reads the preset files: blocks within blocks, and a block with the key `value` is a preset.
 * @throws Error listing every problem with its place, when a file is not what it should be.
 */
export function readCatalogue(files: readonly { readonly name: string; readonly text: string }[]): Catalogue {
  const presets = new Map<string, Preset>();
  const problems: string[] = [];
  for (const { name, text } of files) {
    const yaml = readYaml(text, name);
    problems.push(...yaml.problems.map(formatProblem));
    const say = (path: readonly string[], issues: readonly z.core.$ZodIssue[]) =>
      problems.push(...findings(issues, path).map((finding) => formatProblem(yaml.locate(finding))));
    collect(yaml.data, [], presets, say);
  }
  if (problems.length > 0) throw new Error(`the presets cannot be used:\n${problems.join("\n")}`);
  return { presets };
}

function collect(
  node: unknown,
  path: readonly string[],
  presets: Map<string, Preset>,
  say: (path: readonly string[], issues: readonly z.core.$ZodIssue[]) => void,
): void {
  if (typeof node !== "object" || node === null) return;
  if (!("value" in node)) {
    for (const [key, below] of Object.entries(node)) collect(below, [...path, key], presets, say);
    return;
  }
  const read = leaf.safeParse(node, { reportInput: true });
  if (read.success) presets.set(path.join("."), { id: path.join("."), ...read.data });
  else say(path, read.error.issues);
}

/** A preset's value as one would write it in a scenario. */
export function presetText(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(presetText).join(", ")}]`;
  return `{${Object.entries(value)
    .map(([key, inner]) => `${key}: ${presetText(inner)}`)
    .join(", ")}}`;
}

/** The names one level below `prefix`: `namesUnder(catalogue, "repair")` lists the repair contracts. */
export function namesUnder(catalogue: Catalogue, prefix: string): string[] {
  const below = [...catalogue.presets.keys()].filter((id) => id.startsWith(`${prefix}.`));
  return [...new Set(below.map((id) => id.slice(prefix.length + 1).split(".")[0]))];
}

/** The same catalogue with one preset at another value, for "what if the low end is true". @throws Error for an unknown id. */
export function withPreset(catalogue: Catalogue, id: string, value: unknown): Catalogue {
  const preset = catalogue.presets.get(id);
  if (preset === undefined) throw new Error(`there is no preset "${id}"`);
  return { presets: new Map([...catalogue.presets, [id, { ...preset, value }]]) };
}
