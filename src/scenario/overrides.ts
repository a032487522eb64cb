import { type PathPart, type Problem, pathText, quote } from "../notation/document/problem.js";
import { readYaml } from "../notation/document/yamlText.js";

/** Fields given on the command line, in the notation of the file: `{ "objectives.rto": "60s", nodes: "6" }`. */
export type Overrides = Readonly<Record<string, string>>;

const FLAGS: Readonly<Record<string, string>> = {
  architecture: "--arch",
  "drill.thresholds": "--threshold",
  "platform.name": "--platform",
  "experiment.thresholds": "--threshold",
  "needs.data.size": "--data-size",
  "needs.backup.every": "--backup-every",
  "needs.backup.takes": "--backup-takes",
};

/**
 * The flag that gives a field: its last word with dashes, `downtimeCost` → `--downtime-cost`; architecture is `--arch`,
 * and a platform's settings are given with `--set`.
 */
export function flagOf(path: string): string {
  if (/^(drill|platform)\.settings\./.test(path)) return "--set";
  const word = path.split(".").pop() ?? path;
  return FLAGS[path] ?? `--${word.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The document with the overrides laid over it; problems are those of the texts themselves, each under its flag. */
export function overlaid(
  document: unknown,
  overrides: Overrides,
): { readonly data: unknown; readonly problems: readonly Problem[] } {
  let data = document;
  const orphans = settingsOfNothing(document, overrides);
  const problems = orphans.map((path): Problem => {
    const message = `${quote(path.replace(/^\w+\.settings\./, ""))} is a setting of a platform, and none is named`;
    return { file: flagOf(path), path: "", message, suggestion: "--platform etcd" };
  });
  for (const [path, text] of Object.entries(overrides)) {
    if (orphans.includes(path)) continue;
    const read = readYaml(text, flagOf(path));
    problems.push(...read.problems.map(({ file, message, suggestion }) => ({ file, path: "", message, suggestion })));
    if (read.problems.length === 0) data = withField(data, path.split("."), text.trim() === "" ? "" : read.data);
  }
  return { data, problems };
}

/** Paths of settings that flags give while nothing says of what platform. */
function settingsOfNothing(document: unknown, overrides: Overrides): string[] {
  return (
    [
      ["platform", "name"],
      ["drill", "platform"],
    ] as const
  ).flatMap(([block, name]) => {
    const isNamed = `${block}.${name}` in overrides || fieldOf(fieldOf(document, block), name) !== undefined;
    return isNamed ? [] : Object.keys(overrides).filter((path) => path.startsWith(`${block}.settings.`));
  });
}

function fieldOf(block: unknown, name: string): unknown {
  return typeof block === "object" && block !== null ? (block as Record<string, unknown>)[name] : undefined;
}

/** The override that a path lies in, or one that lies in it: its problems belong to the flag. */
export function overrideOf(path: readonly PathPart[], overrides: Overrides): string | undefined {
  const text = pathText(path);
  const given = Object.keys(overrides);
  const above = given.find((key) => text === key || text.startsWith(`${key}.`) || text.startsWith(`${key}[`));
  return above ?? given.find((key) => key.startsWith(`${text}.`));
}

function withField(data: unknown, [part, ...rest]: readonly string[], value: unknown): unknown {
  if (part === undefined) return value;
  const block: Record<string, unknown> =
    typeof data === "object" && data !== null && !Array.isArray(data) ? { ...data } : {};
  return { ...block, [part]: withField(block[part], rest, value) };
}
