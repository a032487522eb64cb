import type { Cluster } from "../../src/cluster/cluster.js";
import type { ClusterWorld } from "../../src/cluster/clusterWorld.js";
import type { Plant } from "../../src/cluster/plant.js";
import { ROLES, Role } from "../../src/cluster/vocabulary.js";

/** What a cluster's world says of itself, counted anew from its nodes, parts and slots. */
export interface Counted {
  readonly roles: number[];
  readonly waiting: number;
  readonly queued: number;
  /** Slots held by nodes of each role, and slots not served by the origin they are charged to. */
  readonly slotsIn: number[];
  readonly lostBy: number[];
  readonly busy: number;
  readonly status: "up" | "degraded" | "out";
  readonly served: number;
  readonly serviceDown: number;
  readonly nodesUp: number;
}

const countWhere = (cells: Int32Array, holds: (value: number, index: number) => boolean): number =>
  [...cells].filter(holds).length;

/** Is a domain that the node is in down, so that nobody can repair it? */
const isDark = ({ sites = [] }: Plant, world: ClusterWorld, node: number): boolean =>
  sites.some(({ first, end }, domain) => first <= node && node < end && world.view("domain", "down")[domain] === 1);

/** The slow, obvious twin of the counts that handlers keep and of the levels. */
export function countByScanning({ plant, faults, origins }: Cluster, world: ClusterWorld): Counted {
  const { role, slotOf, fault } = world.nodes;
  const { waitingTurn, origin } = world.work;
  const repairTurn = world.view("node", "turn");
  const serving = countWhere(role, (r) => r === Role.ACTIVE);
  const unseen = countWhere(role, (r, node) => r === Role.LOST && slotOf[node] >= 0);
  const inRepair = (r: number, node: number) =>
    (r === Role.BROKEN || r === Role.RESTARTING) && repairTurn[node] === 0 && !isDark(plant, world, node);
  const { demand, capacityPerNode, minimum } = plant.load ?? { demand: plant.need, capacityPerNode: 1, minimum: 0 };
  const carried = Math.min(serving / Math.max(1, serving + unseen), (serving * capacityPerNode) / demand);
  const each = plant.hosting === "each";
  const served = each ? serving / plant.slots : carried;
  const cannotCarry = !each && serving * capacityPerNode < minimum * demand;
  const status = serving < plant.need || cannotCarry ? "out" : served < 1 ? "degraded" : "up";
  return {
    roles: Array.from({ length: ROLES }, (_, wanted) => countWhere(role, (r) => r === wanted)),
    waiting: countWhere(waitingTurn, (turn) => turn > 0),
    queued: countWhere(repairTurn, (turn) => turn > 0),
    slotsIn: Array.from({ length: ROLES }, (_, wanted) =>
      countWhere(role, (r, node) => r === wanted && slotOf[node] >= 0),
    ),
    lostBy: origins.map((_, wanted) => countWhere(origin, (o) => o === wanted)),
    busy: countWhere(role, (r, node) => inRepair(r, node) && faults[fault[node]].needsCrew),
    status,
    served: each || status !== "out" ? served : 0,
    serviceDown: each ? 1 - served : status === "out" ? 1 : 0,
    nodesUp: countWhere(role, (r) => r < Role.LOST),
  };
}

/** Everything that is wrong with a world, in words; nothing is. */
export function contradictions({ plant, parts, membership }: Cluster, world: ClusterWorld): string[] {
  const wrong: string[] = [];
  const { role: roles, slotOf, fault, failed, count } = world.nodes;
  const { waitingTurn, origin, tickets, waiting } = world.work;
  const repairTurn = world.view("node", "turn");
  const busy = world.view("pool", "busy");
  const queued = world.view("pool", "queued");
  const must = (holds: boolean, why: string) => {
    if (!holds) wrong.push(why);
  };
  const holds = new Set<number>([
    Role.ACTIVE,
    Role.TAKING,
    Role.MANUAL,
    Role.DECLARING,
    Role.PROVISIONING,
    Role.RESTORING,
  ]);
  // Where every node has a slot there is nowhere to move it: a broken node keeps its own.
  const hasSpares = plant.slots < roles.length;
  if (!hasSpares) holds.add(Role.BROKEN);
  for (const role of [Role.STOPPED, Role.RECONCILING]) holds.add(role);
  // Where membership matters a broken node keeps its slot until a group with quorum takes it over.
  const mayKeep = !hasSpares || membership !== null;
  const never = new Set<number>([Role.IDLE, Role.LATENT, Role.CLAIMING, Role.RIVAL, ...(mayKeep ? [] : [Role.BROKEN])]);
  for (const [node, role] of roles.entries()) {
    const slot = slotOf[node];
    must(!(holds.has(role) && slot < 0), `node ${node} in role ${role} holds no slot`);
    must(!(never.has(role) && slot >= 0), `node ${node} in role ${role} holds slot ${slot}`);
    must(role < Role.LOST === fault[node] < 0, `node ${node} in role ${role} has fault ${fault[node]}`);
    must(
      repairTurn[node] === 0 || role === Role.BROKEN || role === Role.RESTARTING,
      `node ${node} queues in role ${role}`,
    );
    for (const part of parts.filter((p) => p.node === node && role < Role.LOST)) {
      const working = parts.filter((p, i) => p.node === node && p.fault === part.fault && failed[i] === 0).length;
      must(working >= part.mode.parts.need, `node ${node} works with ${working} parts of ${part.mode.name}`);
    }
  }
  for (let slot = 0; slot < plant.slots; slot++) {
    const holders = [...slotOf].flatMap((held, node) => (held === slot ? [node] : []));
    const waits = waitingTurn[slot] > 0;
    must(
      holders.length + (waits ? 1 : 0) === 1,
      `slot ${slot} is held by ${holders.length} nodes and ${waits ? "" : "does not "}wait`,
    );
    const served = holders.length === 1 && roles[holders[0]] === Role.ACTIVE;
    must(served === origin[slot] < 0, `slot ${slot} has origin ${origin[slot]}`);
  }
  const turns = [...waitingTurn, ...repairTurn].filter((turn) => turn > 0);
  must(new Set(turns).size === turns.length, "two have the same turn");
  must(
    turns.every((turn) => turn <= tickets[0]),
    "a turn that was never given out",
  );
  must(busy[0] <= plant.crews, `${busy[0]} crews at work`);
  must(queued[0] === 0 || busy[0] === plant.crews, "a crew is free and a node queues");
  if (!plant.recovery)
    must(membership !== null || waiting[0] === 0 || count[Role.IDLE] === 0, "a node is idle and a slot waits");
  else wrong.push(...standingStill(plant, world));
  return wrong;
}

/** Where the site in charge serves, none of its nodes is idle while a slot waits; and no node of the other one serves. */
function standingStill({ sites = [] }: Plant, world: ClusterWorld): string[] {
  const charge = world.view("recovery", "charge")[0];
  const serves = world.view("recovery", "stage")[0] === 0;
  return [...world.nodes.role].flatMap((role, node) => {
    const isThere = sites[charge].first <= node && node < sites[charge].end;
    if (role === Role.ACTIVE && !(isThere && serves)) return [`node ${node} serves at a site that does not`];
    const waits = isThere && serves && role === Role.IDLE && world.work.waiting[0] > 0;
    return waits ? [`node ${node} is idle and a slot waits`] : [];
  });
}
