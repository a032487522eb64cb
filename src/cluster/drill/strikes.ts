import type { ClusterPart } from "../clusterPart.js";
import type { NodeId } from "../ids.js";
import { faultOfMode } from "../node/fault.js";
import { Mark, Role } from "../vocabulary.js";
import { divide } from "./divisions.js";
import { SUSPICION } from "./strike.js";
import { isStruck, type Strikes } from "./struck.js";
import { targetsOf } from "./targets.js";

const { LOST, LATENT, BROKEN, RESTARTING } = Role;

/** The strikes of an experiment, and their end. Nothing starts them but a schedule. */
export const strikes: ClusterPart = {
  name: "strikes",
  faults: ({ experiment, rebuild }) =>
    (experiment?.strikes ?? []).map(({ mode }) => ({ ...faultOfMode(mode, rebuild !== undefined), lifts: true })),
  build({ plant, nodes, faultOf, originOf, membership }) {
    const { experiment } = plant;
    if (!experiment) return undefined;
    const { length } = experiment.strikes;
    const first = faultOf("strikes");
    const suspicion = experiment.strikes.indexOf(SUSPICION);
    return {
      groups: [
        { name: "strike", size: length, fields: {} },
        { name: "struck", size: length * nodes, fields: { on: "value" } },
      ],
      activities: { strike: { of: "strike" }, lift: { of: "strike" } },
      choices: { struck: { of: "strike" } },
      bind(bench) {
        const own: Strikes = {
          ...bench,
          experiment,
          first,
          struck: bench.view("struck", "on"),
          choose: bench.choice("struck"),
        };
        return {
          ends: { strike: (strike) => hits(own, strike), lift: (strike) => lifted(own, strike) },
          blames: { strike: (strike) => originOf[first + strike]! },
          // A cluster that acts as one shuts out a living node that it takes for dead, until it is heard again.
          hears: membership
            ? {}
            : {
                suspected: (node) => strikeNode(own, suspicion, node),
                heardAgain: (node) => liftFrom(own, suspicion, node),
              },
          answers: {
            ...(membership === null && { isSuspected: (node) => isStruck(own, suspicion, node) }),
            isSilent: (node) => isSilent(own, node),
            beatsKept: (node) => beatsKept(own, node),
          },
        };
      },
    };
  },
};

/** A strike hits its targets. */
function hits(own: Strikes, strike: number): void {
  for (const node of targetsOf(own, strike)) strikeNode(own, strike, node);
  if (own.experiment.strikes[strike]!.kind === "partition") divide(own);
}

/** One node is struck. What has failed already cannot be taken down again. */
function strikeNode({ experiment, nodes, signals, mark, struck, first }: Strikes, strike: number, node: NodeId): void {
  const { takesDown, delay } = experiment.strikes[strike]!;
  if (takesDown && nodes.role[node]! >= LOST) return;
  struck[strike * nodes.role.length + node] = 1;
  mark(Mark.STRUCK, node);
  if (takesDown) signals.nodeFails(node, first + strike);
  else signals.beatsDelayed(node, delay);
}

/** The strike is over: every node it is on is as before, and joins in again. */
function lifted(own: Strikes, strike: number): void {
  for (let node = 0; node < own.cluster.nodes; node++) if (isStruck(own, strike, node)) liftFrom(own, strike, node);
  if (own.experiment.strikes[strike]!.kind === "partition") divide(own);
}

/** The strike is over for one node. */
function liftFrom(own: Strikes, strike: number, node: NodeId): void {
  const { nodes, signals } = own;
  own.struck[strike * nodes.role.length + node] = 0;
  signals.beatsDelayed(node, 0);
  if (strikeThatTook(own, node) !== strike) return;
  const role = nodes.role[node]!;
  if (role === LOST || role === LATENT) unnoticed(own, node);
  if (role === BROKEN || role === RESTARTING) signals.repairOff(node);
}

/** Over before anyone noticed: the node goes on with what it was doing; in groups, if its group has quorum. */
function unnoticed({ nodes, work, signals }: Strikes, node: NodeId): void {
  const wasTaking = work.unfinished[node] === 1;
  signals.detectionOff(node);
  nodes.fault[node] = -1;
  work.unfinished[node] = 0;
  signals.nodeBack(node, nodes.slotOf[node]! >= 0 && !wasTaking);
}

/** The strike that took a node down; below 0 when something else did, or nothing. */
function strikeThatTook({ cluster, nodes, first }: Strikes, node: NodeId): number {
  const fault = nodes.fault[node]!;
  return fault < 0 ? -1 : cluster.faults[fault]!.mode - first;
}

/** A node that is down sends nothing, unless what took it down leaves its heartbeats alone, or it only looks as if it stood by. */
function isSilent(own: Strikes, node: NodeId): boolean {
  const role = own.nodes.role[node]!;
  if (role < LOST || role === LATENT) return false;
  const strike = strikeThatTook(own, node);
  return strike < 0 || own.experiment.strikes[strike]!.silences;
}

/** The share of a node's heartbeats that arrives. */
function beatsKept(own: Strikes, node: NodeId): number {
  let kept = 1;
  for (const [strike, { loss }] of own.experiment.strikes.entries()) if (isStruck(own, strike, node)) kept *= 1 - loss;
  return kept;
}
