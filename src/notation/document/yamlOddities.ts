import { type Document, isScalar, visit, type YAMLMap } from "yaml";
import { MOST_PROBLEMS, type PathPart, quote } from "./problem.js";
import { pathOf, startOf } from "./yamlPlace.js";

export interface Oddity {
  readonly offset: number;
  readonly message: string;
  readonly path: readonly PathPart[];
  /** Nothing can be made of the document. */
  readonly fatal: boolean;
}

const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);

/** What YAML allows and a scenario does not: dangling or circular aliases, odd or repeated keys, numbers that are none. */
export function oddities(document: Document.Parsed): Oddity[] {
  const found: Oddity[] = [];
  const say = (node: unknown, ancestors: readonly unknown[], message: string, fatal = false): undefined | symbol => {
    found.push({ offset: startOf(node), message, path: pathOf([...ancestors, node]), fatal });
    return found.length < MOST_PROBLEMS ? undefined : visit.BREAK;
  };
  visit(document, {
    Alias(_, alias, ancestors) {
      const target = alias.resolve(document);
      if (target === undefined) return say(alias, ancestors, `no anchor "&${alias.source}" stands before this`, true);
      const circular = ancestors.some((node) => node === target);
      return circular ? say(alias, ancestors, "this alias contains itself; write the block out", true) : undefined;
    },
    Map(_, map, ancestors) {
      for (const { key, message, fatal } of oddKeys(map)) {
        if (say(key, [...ancestors, map], message, fatal) === visit.BREAK) return visit.BREAK;
      }
      return undefined;
    },
    Scalar(key, scalar, ancestors) {
      if (key === "key" || typeof scalar.value !== "number" || Number.isFinite(scalar.value)) return undefined;
      return say(
        scalar,
        ancestors,
        `${scalar.source ?? scalar.value} is not a number one can compute with; write a number, or leave it out`,
      );
    },
  });
  return found;
}

function* oddKeys(map: YAMLMap): Generator<{ key: unknown; message: string; fatal: boolean }> {
  const seen = new Set<string>();
  for (const { key } of map.items) {
    const value = isScalar(key) ? key.value : null;
    const word = String(value);
    if (value === null || typeof value === "object") yield { key, message: "a key must be a plain word", fatal: true };
    else if (FORBIDDEN.has(word)) yield { key, message: `${quote(word)} cannot be a key`, fatal: true };
    else if (seen.has(word))
      yield { key, message: `${quote(word)} stands twice in this block; keep one of them`, fatal: false };
    seen.add(word);
  }
}
