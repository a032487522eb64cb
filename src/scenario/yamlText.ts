import {
  type Document, type Node, type Pair, LineCounter, isAlias, isMap, isNode, isPair, isScalar, isSeq, parseDocument, visit,
} from "yaml";
import { type Finding, type PathPart, type Problem, pathText, quote } from "./problem.js";
import { yamlExcess } from "./yamlScan.js";

/** YAML (or JSON, its subset) that could be read: plain data, and where each part of it stands. */
export interface YamlText {
  readonly data: unknown;
  /** Wrong, yet not so that the rest could not be checked: duplicate keys, NaN. */
  readonly problems: readonly Problem[];
  /** Gives a finding its line and column: the field's own, else those of the nearest block around it. */
  locate(finding: Finding): Problem;
}

const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);

/** Reads one YAML document; text that cannot be understood gives `data: undefined` and at least one problem. Never throws. */
export function readYaml(text: string, file: string): YamlText {
  const lines = new LineCounter();
  const at = (offset: number, message: string, path: readonly PathPart[] = [], suggestion?: string): Problem => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col, path: pathText(path), message, suggestion };
  };
  const refused = (problems: Problem[]): YamlText => ({ data: undefined, problems, locate: () => problems[0] });
  const excess = yamlExcess(text);
  if (excess !== undefined) {
    for (let i = text.indexOf("\n"); i >= 0 && i < excess.offset; i = text.indexOf("\n", i + 1)) lines.addNewLine(i + 1);
    if (lines.lineStarts[0] !== 0) lines.lineStarts.unshift(0);
    return refused([at(excess.offset, excess.message)]);
  }
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false, logLevel: "error" });
  const broken = [...document.errors, ...document.warnings].map((error) => at(error.pos[0], firstLine(error.message)));
  if (broken.length > 0) return refused(broken);
  const found = oddities(document);
  const problems = found.map(({ offset, message, path }) => at(offset, message, path));
  if (found.some(({ fatal }) => fatal)) return refused(problems);
  try {
    const data: unknown = document.toJS({ maxAliasCount: 100 });
    return { data: data ?? {}, problems, locate: (finding) => place(document, finding, at) };
  } catch {
    return refused([...problems, at(firstAlias(document), "aliases of aliases expand too far; write the blocks out")]);
  }
}

interface Oddity {
  readonly offset: number;
  readonly message: string;
  readonly path: readonly PathPart[];
  readonly fatal: boolean;
}

/** What YAML allows and a scenario does not: dangling or circular aliases, odd or repeated keys, numbers that are none. */
function oddities(document: Document.Parsed): Oddity[] {
  const found: Oddity[] = [];
  const say = (node: unknown, ancestors: readonly unknown[], message: string, fatal = false) =>
    found.push({ offset: startOf(node), message, path: pathOf([...ancestors, node]), fatal });
  visit(document, {
    Alias(_, alias, ancestors) {
      const target = alias.resolve(document);
      if (target === undefined) say(alias, ancestors, `no anchor "&${alias.source}" stands before this alias`, true);
      else if (ancestors.some((node) => node === target)) say(alias, ancestors, "this alias contains itself", true);
    },
    Map(_, map, ancestors) {
      const seen = new Set<unknown>();
      for (const pair of map.items) {
        const key = isScalar(pair.key) ? pair.key.value : undefined;
        const path = [...ancestors, map];
        if (key === undefined || typeof key === "object") say(pair.key, path, "a key must be a plain word", true);
        else if (FORBIDDEN.has(String(key))) say(pair.key, path, `${quote(String(key))} cannot be a key`, true);
        else if (seen.has(String(key))) say(pair.key, path, `${quote(String(key))} stands twice in this block`);
        seen.add(String(key));
      }
    },
    Scalar(key, scalar, ancestors) {
      if (key === "key" || typeof scalar.value !== "number" || Number.isFinite(scalar.value)) return;
      say(scalar, ancestors, `${scalar.source ?? scalar.value} is not a number one can compute with`);
    },
  });
  return found;
}

/** The path of the last of a chain of nodes, from the keys and positions on the way. */
function pathOf(chain: readonly unknown[]): PathPart[] {
  const path: PathPart[] = [];
  chain.forEach((node, i) => {
    if (isPair(node) && isScalar(node.key)) path.push(String(node.key.value));
    else if (isSeq(node) && i + 1 < chain.length) path.push(node.items.indexOf(chain[i + 1]));
    else if (isMap(node) && i + 2 === chain.length && isScalar(chain[i + 1])) {
      path.push(String((chain[i + 1] as { value: unknown }).value));
    }
  });
  return path;
}

function place(
  document: Document.Parsed,
  finding: Finding,
  at: (offset: number, message: string, path: readonly PathPart[], suggestion?: string) => Problem,
): Problem {
  let node: unknown = document.contents;
  let offset = startOf(node);
  for (const [i, part] of finding.path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    const isLast = i === finding.path.length - 1;
    const pair: Pair | undefined = isMap(node) ? last(node.items.filter((item) => keyOf(item) === String(part))) : undefined;
    const next: unknown = isSeq(node) ? node.items[Number(part)] : pair?.value;
    if (pair === undefined && next === undefined) break;
    offset = isLast && finding.at === "key" ? startOf(pair?.key) : startOf(next ?? pair?.key);
    node = next;
  }
  return at(offset, finding.message, finding.path, finding.suggestion);
}

function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : "";
}

/** Duplicate keys: the last one is what counts. */
function last<T>(items: readonly T[]): T | undefined {
  return items[items.length - 1];
}

function startOf(node: unknown): number {
  return isNode(node) ? ((node as Node).range?.[0] ?? 0) : 0;
}

function firstAlias(document: Document.Parsed): number {
  let offset = 0;
  visit(document, {
    Alias(_, alias) {
      offset = startOf(alias);
      return visit.BREAK;
    },
  });
  return offset;
}

function firstLine(message: string): string {
  const line = message.split("\n")[0].replace(/:$/, "");
  return line.charAt(0).toLowerCase() + line.slice(1);
}
