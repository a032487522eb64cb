/** Something wrong in what a person wrote: where, what, and what they may have meant. */
export interface Problem {
  /** The file as the person named it, or the flag ("--nodes"). */
  readonly file: string;
  /** Line and column, from 1; absent for a flag. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** Dotted path of the field, "" for the whole file. */
  readonly path: string;
  /** What stands there; absent where nothing does, or nothing can be read. */
  readonly value?: unknown;
  readonly message: string;
  /** What to write instead. */
  readonly suggestion?: string | undefined;
}

/** A problem as found by a check, before it is known where the field stands in the file. */
export interface Finding {
  readonly path: readonly PathPart[];
  readonly message: string;
  readonly suggestion?: string | undefined;
  /** "key" when the key itself is wrong, "value" (the default) when what it holds is. */
  readonly at?: "key" | "value";
  /** Other parts that were read to find this: while one of them is malformed it would only be an echo. */
  readonly reads?: readonly string[] | undefined;
}

export type PathPart = string | number;

/** Nobody mends more at a time, and a hostile text could have a million. */
export const MOST_PROBLEMS = 100;

/** One line of text: `file:line:col path: message; try "…"`. */
export function formatProblem(problem: Problem): string {
  const place = problem.line === undefined ? problem.file : `${problem.file}:${problem.line}:${problem.column ?? 1}`;
  const path = problem.path === "" ? "" : ` ${problem.path}`;
  const advice = problem.suggestion === undefined ? "" : `; try "${problem.suggestion}"`;
  return `${place}${path}: ${problem.message}${advice}`;
}

/** In the order of the text; flags, which have no line, come first. */
export function byPosition(a: Problem, b: Problem): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

/** `["nodeClasses", 0, "count"]` as people write it: `nodeClasses[0].count`. */
export function pathText(path: readonly PathPart[]): string {
  return path.map((part, i) => (typeof part === "number" ? `[${part}]` : i === 0 ? part : `.${part}`)).join("");
}

/** A value quoted for a message, cut when long; control characters are shown, not printed. */
export function quote(value: unknown): string {
  if (value === null) return "nothing";
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  const short = text.length > 40 ? `${text.slice(0, 37)}…` : text;
  return typeof value === "string" ? JSON.stringify(short) : short;
}
