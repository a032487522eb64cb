import { nearest } from "../../../notation/document/nearest.js";
import { type Finding, type PathPart, quote } from "../../../notation/document/problem.js";
import { isDrawn } from "../partitions.js";
import type { WrittenNetwork } from "./networkSchema.js";
import { sidesOf } from "./partitionSides.js";

type WrittenPartition = NonNullable<WrittenNetwork["partitions"]>[number];
interface Document {
  readonly network?: WrittenNetwork | undefined;
}

type Field = "between" | "racks" | "nodes";

/** On a ring every node stands for itself, and who reaches whom is a matter of every two. */
const MOST_ON_A_RING = 300;

/** Which of the fields that name nodes go with which kind. */
const NAMES: Readonly<Record<WrittenPartition["kind"], readonly Field[]>> = {
  split: ["between", "racks", "nodes"],
  "one-way": ["between", "racks", "nodes"],
  bridge: ["racks", "nodes"],
  ring: [],
  one: [],
  majority: [],
};

/** What partitions say that cannot be: nodes and racks nobody knows, sides nobody is on, kinds that do not take them. */
export function partitionFindings({ network }: Document, nodes: number | undefined): Finding[] {
  const racks = network?.racks ?? [{ name: "rack", nodes: nodes ?? 0 }];
  const names = racks.map(({ name }) => name);
  return (network?.partitions ?? []).flatMap((partition, i) => {
    const path: PathPart[] = ["network", "partitions", i];
    const found = [...fieldFindings(partition, path), ...nameFindings(partition, path, names, nodes)];
    if (found.length > 0 || nodes === undefined) return found;
    return sideFindings(partition, path, racks, nodes);
  });
}

function fieldFindings(partition: WrittenPartition, path: PathPart[]): Finding[] {
  const { kind } = partition;
  const given = (["between", "racks", "nodes"] as const).filter((field) => partition[field] !== undefined);
  const stray = given.filter((field) => !NAMES[kind].includes(field));
  const takes = NAMES[kind].length === 0 ? "chooses for itself" : `takes ${NAMES[kind].join(" or ")}`;
  const found: Finding[] = stray.map((field) => ({
    path: [...path, field],
    message: `means nothing here: a ${kind} partition ${takes}`,
    at: "key",
  }));
  if (stray.length > 0) return found;
  if (given.length > 1)
    found.push({ path: [...path, given[1]!], message: `stands beside ${given[0]}; say it in one of them`, at: "key" });
  if (given.length === 0 && NAMES[kind].includes("between")) {
    const message = `a ${kind} partition names who is cut off`;
    found.push({ path: [...path, "kind"], message, suggestion: "nodes: [node-1]" });
  }
  return found;
}

function nameFindings(
  { between, racks, nodes: members }: WrittenPartition,
  path: PathPart[],
  names: readonly string[],
  nodes: number | undefined,
): Finding[] {
  const unknown = (field: Field, listed: readonly string[] = []): Finding[] =>
    listed.flatMap((name, i): Finding[] => {
      if (names.includes(name)) return [];
      const message = `no rack is called ${quote(name)}; there are ${names.join(", ")}`;
      return [{ path: [...path, field, i], message, suggestion: nearest(name, names), reads: ["network.racks"] }];
    });
  const beyond = (members ?? []).flatMap((name, i): Finding[] => {
    if (nodes === undefined || Number(name.slice("node-".length)) <= nodes) return [];
    const message = `there is no ${name}: the nodes are node-1 to node-${nodes}`;
    return [{ path: [...path, "nodes", i], message, suggestion: `node-${nodes}` }];
  });
  const itself: Finding[] =
    between && between[0] === between[1]
      ? [{ path: [...path, "between"], message: "keeps a rack from itself; it takes two" }]
      : [];
  return [...unknown("between", between), ...unknown("racks", racks), ...beyond, ...itself];
}

function sideFindings(
  partition: WrittenPartition,
  path: PathPart[],
  racks: readonly { readonly name: string; readonly nodes: number }[],
  nodes: number,
): Finding[] {
  const { kind } = partition;
  if (kind === "ring" && (nodes < 4 || nodes > MOST_ON_A_RING)) {
    const message = `takes 4 to ${MOST_ON_A_RING} nodes, not ${nodes}: on a smaller ring everybody reaches everybody`;
    return [{ path: [...path, "kind"], message, suggestion: nodes < 4 ? "kind: one" : "kind: majority" }];
  }
  if (isDrawn(kind)) {
    const least = kind === "one" ? 2 : 3;
    if (nodes >= least) return [];
    return [{ path: [...path, "kind"], message: `divides at least ${least} nodes, not ${nodes}` }];
  }
  const sides = sidesOf(partition, racks)!;
  if (kind === "ring" || (sides.includes(1) && sides.includes(2))) return [];
  const field = (["between", "racks", "nodes"] as const).find((name) => partition[name] !== undefined);
  const message = "leaves nobody on one of the two sides";
  return [{ path: [...path, field ?? "kind"], message, reads: ["network.racks"] }];
}
