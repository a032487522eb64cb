import type { Activity, Choice } from "../../kernel/assembly/part.js";
import type { ClusterBench, ClusterPart } from "../clusterPart.js";
import type { FaultId, NodeId } from "../ids.js";
import { Mark, Role } from "../vocabulary.js";
import { become } from "./nodes.js";

interface Detection extends ClusterBench {
  readonly detect: Activity;
  readonly incident: Choice;
}

/** How the cluster finds out that a node is lost, after the detection time of the fault. */
export const detection: ClusterPart = {
  name: "detection",
  build: ({ originOf }) => ({
    activities: { detect: { of: "node", reaction: true } },
    /** Of which class is the incident of a failed node? */
    choices: { incident: { of: "node" } },
    bind(bench) {
      const own: Detection = { ...bench, detect: bench.activity("detect"), incident: bench.choice("incident") };
      return {
        ends: { detect: (node) => nodeDeclared(own, node) },
        blames: { detect: (node) => originOf[bench.nodes.fault[node]!]! },
        hears: {
          nodeLost: (node) => detectionBegins(own, node),
          detectionOff: (node) => own.detect.cancel(node),
          nodeFound: (node) => {
            own.detect.cancel(node);
            nodeDeclared(own, node);
          },
          nodeFoundAfter: (node, law) => {
            own.detect.cancel(node);
            own.detect.start(node, law);
          },
        },
      };
    },
  }),
};

function detectionBegins(own: Detection, node: NodeId): void {
  const { cluster, nodes } = own;
  const fault = nodes.fault[node]!;
  if (cluster.incidents[fault] !== undefined && nodes.slotOf[node]! >= 0) {
    nodes.fault[node] = incidentOf(own, node, fault);
  }
  own.detect.start(node, cluster.faults[nodes.fault[node]!]!.detection);
}

/** The class of an incident, kept as the node's fault until it is declared. Only a slot's takeover depends on it. */
function incidentOf({ cluster, incident }: Detection, node: NodeId, fault: FaultId): FaultId {
  const { first, shares } = cluster.incidents[fault]!;
  return first + incident(node, shares);
}

/**
 * The cluster declares a failed node. A fault that is repaired in place keeps its slot; a lost server of a
 * backup-and-restore design is rebuilt; otherwise it is gone, its slot may look for another node, and it goes to repair.
 */
function nodeDeclared({ cluster, nodes, signals, gates, mark }: Detection, node: NodeId): void {
  const slot = nodes.slotOf[node]!;
  const fault = cluster.faults[nodes.fault[node]!]!;
  mark(Mark.DETECTED, node);
  if (slot >= 0) mark(Mark.DECLARED, slot);
  if (!gates.keepsIncident(node)) nodes.fault[node] = fault.mode;
  if (fault.inPlace) become(nodes, node, Role.RESTARTING);
  else if (gates.isRebuilt(node)) return signals.toRebuild(node);
  else signals.nodeGone(node, fault.takeover);
  signals.toRepair(node);
}
