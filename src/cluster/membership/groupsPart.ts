import type { ClusterPart } from "../clusterPart.js";
import type { NodeId, OriginId } from "../ids.js";
import { become } from "../node/nodes.js";
import { Mark, Role } from "../vocabulary.js";
import { serve } from "../work/work.js";
import { type Groups, withGroups } from "./groupsBench.js";
import { judge } from "./judge.js";
import { contactTurned, see } from "./reach.js";
import { attributeInGroups } from "./serving/phases.js";
import { claimServed, giveUp, stopServing, vacate } from "./serving/writers.js";

/** A cluster whose nodes may not all reach one another: after every activity each group of them judges anew. */
export const groups: ClusterPart = {
  name: "groups",
  build({ membership }) {
    if (!membership) return undefined;
    return {
      fields: {
        node: {
          next: { link: "node" },
          stopping: "value",
          group: "label",
          seenGroup: "label",
          may: "label",
          able: "label",
        },
      },
      groups: [{ name: "writers", size: 1, fields: { split: "label", parts: "label" } }],
      activities: {
        /** The nodes notice that they reach one another in other groups than before. */
        regroup: { of: "whole", reaction: true },
        /** A node without quorum has stopped what it did. */
        stop: { of: "node", reaction: true },
      },
      levels: ["twoWriters", "partitioned"],
      bind(bench) {
        const own: Groups = {
          ...withGroups(bench),
          regroup: bench.activity("regroup"),
          stop: bench.activity("stop"),
        };
        const { next, stopping, split, parts } = own.state;
        next.fill(-1);
        return {
          ends: {
            regroup() {
              see(own);
              bench.mark(Mark.REGROUPED, 0);
            },
            stop: (node) => stopServing(own, node, stopping[node]! - 1),
          },
          blames: { regroup: () => causeUnseen(own) },
          hears: {
            begin: () => judge(own, -1),
            nodeStops: (node, origin) => giveUp(own, node, origin),
            workLeft: (node, origin) => giveUp(own, node, origin),
            nodeGone: (node) => become(bench.nodes, node, Role.BROKEN),
            takeoverWorks: (node) => worked(own, node),
            nodeBack: (node, asBefore) => nodeBack(own, node, asBefore),
            nodeOff: (node) => vacate(own, node),
            contactTurned: () => contactTurned(own),
            settled: (origin) => judge(own, origin),
          },
          answers: {
            keepsIncident: (node) => bench.nodes.slotOf[node]! >= 0,
            attribute: (seconds, sums, from) => attributeInGroups(own, seconds, sums, from),
          },
          measure(levels, from) {
            levels[from] = split[0]!;
            levels[from + 1] = parts[0]! > 1 ? 1 : 0;
          },
        };
      },
    };
  },
};

function worked(own: Groups, node: NodeId): void {
  if (own.nodes.role[node] === Role.CLAIMING) claimServed(own, node);
  else serve(own, node);
}

/** A node that still holds a slot waits until its group says whether it may serve; another one stands by. */
function nodeBack({ nodes, work }: Groups, node: NodeId, asBefore: boolean): void {
  const holdsSlot = nodes.slotOf[node]! >= 0;
  if (holdsSlot) work.unfinished[node] = asBefore ? 0 : 1;
  become(nodes, node, holdsSlot ? Role.STOPPED : Role.IDLE);
}

/** Which change, come or gone, the nodes are about to notice: of a wire first, then of a port, then a partition. */
function causeUnseen({ membership, state }: Groups): OriginId {
  const { wireOrigin, portOrigin, partitionOrigin } = membership;
  const changed = (now: Int32Array, seen: Int32Array) => now.findIndex((value, i) => value !== seen[i]);
  const wire = changed(state.wireDown, state.wireSeen);
  if (wire >= 0) return wireOrigin[wire]!;
  if (changed(state.portDown, state.portSeen) >= 0) return portOrigin;
  return changed(state.partitionOn, state.partitionSeen) >= 0 ? partitionOrigin : -1;
}
