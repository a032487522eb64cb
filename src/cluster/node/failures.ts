import type { Activity } from "../../kernel/assembly/part.js";
import type { ClusterBench, ClusterPart } from "../clusterPart.js";
import type { FaultId, NodeId, PartId } from "../ids.js";
import { Mark, ROLES, Role } from "../vocabulary.js";
import { ageingSpeed, become, makeNew } from "./nodes.js";
import { waysToFail } from "./waysToFail.js";

const { IDLE, LATENT, LOST } = Role;

interface Failures extends ClusterBench {
  readonly fail: Activity;
  readonly swap: Activity;
}

/** Nodes and their parts: the clocks by which parts fail, and what it is for a node to fail. */
export const failures: ClusterPart = {
  name: "failures",
  build: (cluster) => {
    const { nodes, parts, nodeClass, originOf } = cluster;
    const ways = waysToFail(cluster);
    return {
      groups: [
        { name: "whole", size: 1, fields: { suspended: "value" } },
        { name: "tally", size: ROLES, fields: { count: "label", slots: "label" } },
        {
          name: "node",
          size: nodes,
          classes: nodeClass,
          fields: { role: "value", slot: { link: "slot" }, fault: "value" },
        },
        {
          name: "part",
          size: parts.length,
          within: "node",
          parent: parts.map((part) => part.node),
          classes: parts.map((part) => part.fault),
          positions: parts.map((part) => part.position),
          fields: { failed: "value" },
        },
      ],
      fails: ways.components,
      activities: {
        /** A part of a node fails. */
        fail: { of: "part", clock: true },
        /** A failed part is replaced while its node runs. */
        swap: { of: "part" },
      },
      bind(bench) {
        const own: Failures = { ...bench, fail: bench.activity("fail"), swap: bench.activity("swap") };
        makeNew(bench.nodes);
        return {
          ends: { fail: (part) => partFailed(own, part), swap: (part) => renewPart(own, part) },
          blames: { fail: (part) => originOf[parts[part]!.fault]! },
          hears: {
            begin: () => beginLives(own),
            nodeFails: (node, fault) => nodeFailed(own, node, fault),
            partsRenewed: (node, fault) => renewParts(own, node, fault),
            nodeRenewed: (node) => renewAll(own, node),
          },
          countFailed: (counts, from) => ways.count(bench.nodes.fault, counts, from),
        };
      },
    };
  },
};

function beginLives(own: Failures): void {
  for (let part = 0; part < own.cluster.parts.length; part++) renewPart(own, part);
}

/** A part fails: the node runs on while enough parts of its mode work, else the node fails. */
function partFailed(own: Failures, part: PartId): void {
  const { node, mode, fault } = own.cluster.parts[part]!;
  own.nodes.failed[part] = 1;
  if (mode.parts.count > 1 && workingParts(own, node, fault) >= mode.parts.need) {
    own.swap.start(part, mode.parts.swap);
    return;
  }
  own.signals.nodeFails(node, fault);
}

/** A new part starts its life. */
function renewPart(own: Failures, part: PartId): void {
  const { node, mode } = own.cluster.parts[part]!;
  own.nodes.failed[part] = 0;
  own.fail.start(part, mode.life, ageingSpeed(own.nodes, node));
}

/** A working node stops working. What it held is lost, and the cluster has to find out. */
function nodeFailed({ cluster, nodes, signals, gates, mark }: Failures, node: NodeId, fault: FaultId): void {
  mark(Mark.FAULT, node);
  nodes.fault[node] = fault;
  if (nodes.role[node] === IDLE && gates.staysUnseen(node)) return become(nodes, node, LATENT);
  signals.nodeStops(node, cluster.originOf[fault]!);
  become(nodes, node, LOST);
  signals.nodeLost(node);
}

/** Renews the failed parts of the mode that failed and no others. */
function renewParts(own: Failures, node: NodeId, fault: FaultId): void {
  const { firstPart, parts } = own.cluster;
  for (let part = firstPart[node]!; part < firstPart[node + 1]!; part++) {
    if (parts[part]!.fault !== fault || own.nodes.failed[part] === 0) continue;
    own.swap.cancel(part);
    renewPart(own, part);
  }
}

/** Every part of the node is new. */
function renewAll(own: Failures, node: NodeId): void {
  const { firstPart } = own.cluster;
  for (let part = firstPart[node]!; part < firstPart[node + 1]!; part++) {
    own.swap.cancel(part);
    own.fail.cancel(part);
    renewPart(own, part);
  }
}

function workingParts({ cluster, nodes }: Failures, node: NodeId, fault: FaultId): number {
  let working = 0;
  for (let part = cluster.firstPart[node]!; part < cluster.firstPart[node + 1]!; part++) {
    if (cluster.parts[part]!.fault === fault && nodes.failed[part] === 0) working++;
  }
  return working;
}
