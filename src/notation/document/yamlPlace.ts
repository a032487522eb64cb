import { type Document, isAlias, isMap, isNode, isPair, isScalar, isSeq, type Pair } from "yaml";
import type { Finding, PathPart } from "./problem.js";

/** Where a node begins in the text; 0 for anything that has no place of its own. */
export function startOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

/** Where a finding's field begins, aliases followed; for a field that is not there, the nearest block around it. */
export function offsetOf(document: Document.Parsed, { path, at }: Finding): number {
  let node: unknown = document.contents;
  let offset = startOf(node);
  for (const [i, part] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    const pair = isMap(node) ? pairOf(node.items, String(part)) : undefined;
    const next: unknown = isSeq(node) ? node.items[Number(part)] : pair?.value;
    if (pair === undefined && next === undefined) break;
    const keyWanted = at === "key" && i === path.length - 1;
    offset = startOf(keyWanted ? pair?.key : (next ?? pair?.key));
    node = next;
  }
  return offset;
}

/** Of pairs with the same key the last counts. */
function pairOf(pairs: readonly Pair[], key: string): Pair | undefined {
  return pairs.filter((pair) => isScalar(pair.key) && String(pair.key.value) === key).pop();
}

/** The path of the last of a chain of nodes from the root, from the keys and positions on the way. */
export function pathOf(chain: readonly unknown[]): PathPart[] {
  const path: PathPart[] = [];
  for (const [i, node] of chain.entries()) {
    const next = chain[i + 1];
    if (isPair(node) && isScalar(node.key)) path.push(String(node.key.value));
    else if (isSeq(node) && next !== undefined) path.push(node.items.indexOf(next));
    else if (isMap(node) && isScalar(next)) path.push(String(next.value));
  }
  return path;
}
