import { knownName } from "../../../notation/document/knownName.js";
import { type Finding, type PathPart, quote } from "../../../notation/document/problem.js";
import type { WrittenNetwork } from "./networkSchema.js";

interface Document {
  readonly network?: WrittenNetwork | undefined;
}

/** Beyond this many racks a link between every two is more than anybody builds. */
const MESH = 8;

/** The racks of a network by name; one where it names none. */
export const racksOf = ({ network }: Document): string[] => network?.racks?.map(({ name }) => name) ?? ["rack"];

/** Racks that hold other nodes than there are, or are called alike. */
export function rackFindings(written: Document, nodes: number | undefined): Finding[] {
  const racks = written.network?.racks;
  if (racks === undefined) return [];
  const found: Finding[] = [];
  const sum = racks.reduce((total, rack) => total + rack.nodes, 0);
  if (nodes !== undefined && sum !== nodes) {
    found.push({
      path: ["network", "racks"],
      message: `hold ${sum} nodes, but there are ${nodes}`,
      suggestion: `nodes: ${sum}`,
    });
  }
  const names = racksOf(written);
  for (const [i, name] of names.entries()) {
    if (names.indexOf(name) < i)
      found.push({ path: ["network", "racks", i, "name"], message: `${quote(name)} names two racks` });
  }
  const votes = racks.reduce((total, rack) => total + rack.nodes * (rack.votes ?? 1), 0);
  if (votes === 0) found.push({ path: ["network", "racks"], message: "no node has a vote" });
  return found;
}

/** Links that are missing, or join racks that nobody knows. */
export function linkFindings(written: Document): Finding[] {
  const { network } = written;
  if (network === undefined) return [];
  const names = racksOf(written);
  if (network.links === undefined && names.length > MESH) {
    const message = `${names.length} racks need their links named; up to ${MESH} are joined each with each`;
    return [
      { path: ["network", "links"], message: `is missing: ${message}`, suggestion: "links: [{between: [A, B]}]" },
    ];
  }
  return (network.links ?? []).flatMap(({ between }, i) => [
    ...between.flatMap((name, end) => rackNamed(["network", "links", i, "between", end], name, names)),
    ...(between[0] === between[1]
      ? [{ path: ["network", "links", i, "between"], message: "joins a rack with itself" }]
      : []),
  ]);
}

/** A name that should be a rack's. */
export const rackNamed = (path: PathPart[], name: string, names: readonly string[]): Finding[] =>
  knownName("rack", path, name, names);
