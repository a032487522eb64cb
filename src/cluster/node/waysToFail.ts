import type { Component } from "../../kernel/model.js";
import type { Cluster } from "../cluster.js";
import type { FaultId } from "../ids.js";

/** Nodes as things that can fail: those of each class, once for each fault that takes one down. */
interface WaysToFail {
  readonly components: readonly Component[];
  /** Counts the nodes down in each way; `fault` has the fault of each node, −1 = none. */
  count(fault: Int32Array, counts: Float64Array, from: number): void;
}

/** The faults of a class are its own modes, then what parts of the model bring about on any node. */
export function waysToFail({ plant, faults }: Cluster): WaysToFail {
  const { classes } = plant;
  const isMode = (fault: FaultId) => faults[fault]!.mode === fault;
  const modesOf = classes.map(({ modes }) => modes.length);
  const own = sum(modesOf);
  const brought = [...faults.keys()].filter((fault) => fault >= own && isMode(fault));
  const ways = classes.map((_, c) => [...range(sum(modesOf.slice(0, c)), modesOf[c]!), ...brought]);
  const firstOf = ways.map((_, c) => sum(ways.slice(0, c).map(({ length }) => length)));
  const classOf = classes.flatMap(({ count }, c) => new Array<number>(count).fill(c));
  return {
    components: classes.flatMap(({ name, count }, c) =>
      ways[c]!.map((fault) => ({
        name: classes.length === 1 ? "node" : `node ${name}`,
        fault: faults[fault]!.name,
        count,
      })),
    ),
    count(faultOf, counts, from) {
      for (const [node, c] of classOf.entries()) {
        const fault = faultOf[node]!;
        if (fault >= 0) counts[from + firstOf[c]! + ways[c]!.indexOf(faults[fault]!.mode)]!++;
      }
    },
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i);
