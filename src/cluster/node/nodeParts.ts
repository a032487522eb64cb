import type { FaultId, NodeId } from "../ids.js";
import type { FailureModeSpec, NodeClassSpec } from "../spec.js";

/** One part of a node: the smallest thing that fails. */
export interface NodePart {
  readonly node: NodeId;
  readonly mode: FailureModeSpec;
  /** The fault its mode brings about. */
  readonly fault: FaultId;
  /** Where it stands, in words: the name of its random streams. */
  readonly position: string;
}

/** Every node and every part of it, numbered class by class. */
export interface NodeParts {
  /** Of each node its class, by number. */
  readonly kindOf: readonly number[];
  readonly parts: readonly NodePart[];
  /** Parts of node n are firstPart[n] … firstPart[n + 1] − 1. */
  readonly firstPart: Int32Array;
}

/** Numbers nodes and parts; the modes of all classes are the first faults, in their order. */
export function numberParts(classes: readonly NodeClassSpec[]): NodeParts {
  const firstFault = classes.map((_, c) => classes.slice(0, c).reduce((sum, { modes }) => sum + modes.length, 0));
  const kindOf = classes.flatMap(({ count }, c) => new Array<number>(count).fill(c));
  const partsOf = kindOf.map((c, node) =>
    classes[c]!.modes.flatMap((mode, m) =>
      Array.from({ length: mode.parts.count }, (_, part) => {
        return { node, mode, fault: firstFault[c]! + m, position: `node/${node}/mode/${m}/part/${part}` };
      }),
    ),
  );
  const firstPart = new Int32Array(kindOf.length + 1);
  for (const [node, { length }] of partsOf.entries()) firstPart[node + 1] = firstPart[node]! + length;
  return { kindOf, parts: partsOf.flat(), firstPart };
}
