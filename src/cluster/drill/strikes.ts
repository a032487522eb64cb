import type { Declare } from "../../kernel/model.js";
import { become } from "../ageing.js";
import { Activity } from "../cluster.js";
import { nodeFailed } from "../failure.js";
import { repaired } from "../repair.js";
import { beginTakeover, serve, standBy } from "../slots.js";
import { Mark, Role } from "../vocabulary.js";
import { type Drilled, type DrillWorld, isStruck, strikeThatTook } from "./drillWorld.js";
import { divide } from "./partition.js";
import { targetsOf } from "./targets.js";

const { DETECT, REPAIR, TEST } = Activity;
const { STOPPED, LOST, LATENT, BROKEN, RESTARTING } = Role;

/** A strike hits its targets. What has failed already cannot be taken down again. */
export function struck(drilled: Drilled, world: DrillWorld, declare: Declare, strike: number): void {
  for (const node of targetsOf(drilled, world, declare, strike)) strikeNode(drilled, world, declare, strike, node);
  if (drilled.experiment.strikes[strike]!.kind === "partition") divide(drilled, world, declare);
}

/** One node is struck. */
export function strikeNode(drilled: Drilled, world: DrillWorld, declare: Declare, strike: number, node: number): void {
  const { cluster, experiment } = drilled;
  const { takesDown, delay } = experiment.strikes[strike]!;
  if (takesDown && world.role[node]! >= LOST) return;
  world.struck[strike * cluster.nodes + node] = 1;
  declare.mark(Mark.STRUCK, node);
  if (takesDown) nodeFailed(cluster, world, declare, node, cluster.firstStrike + strike);
  // Of beats that come L later, those due before the first of them arrives are missed: L/H, rounded up.
  else if (experiment.heartbeats) world.late[node] = Math.ceil(delay / experiment.heartbeats.every);
}

/** The strike is over: every node it is on is as before, and joins in again. */
export function lifted(drilled: Drilled, world: DrillWorld, declare: Declare, strike: number): void {
  for (let node = 0; node < drilled.cluster.nodes; node++) {
    if (isStruck(world, strike, node)) liftFrom(drilled, world, declare, strike, node);
  }
  if (drilled.experiment.strikes[strike]!.kind === "partition") divide(drilled, world, declare);
}

/** The strike is over for one node. */
export function liftFrom(drilled: Drilled, world: DrillWorld, declare: Declare, strike: number, node: number): void {
  const { cluster } = drilled;
  world.struck[strike * cluster.nodes + node] = 0;
  world.late[node] = 0;
  if (strikeThatTook(drilled, world, node) !== strike) return;
  const role = world.role[node]!;
  if (role === LOST || role === LATENT) unnoticed(drilled, world, declare, node);
  if (role !== BROKEN && role !== RESTARTING) return;
  declare.cancel(REPAIR, node);
  repaired(cluster, world, declare, node);
}

/** Over before anyone noticed: the node goes on with what it was doing; in groups, if its group has quorum. */
function unnoticed({ cluster }: Drilled, world: DrillWorld, declare: Declare, node: number): void {
  const wasTaking = world.unfinished[node] === 1;
  declare.cancel(DETECT, node);
  declare.cancel(TEST, node);
  world.fault[node] = -1;
  world.unfinished[node] = 0;
  if (world.slotOf[node]! >= 0 && cluster.membership) {
    world.unfinished[node] = wasTaking ? 1 : 0;
    return become(cluster, world, declare, node, STOPPED);
  }
  if (wasTaking) return beginTakeover(cluster, world, declare, node, cluster.plant.takeover.law);
  if (world.slotOf[node]! >= 0) return serve(cluster, world, declare, node);
  standBy(cluster, world, declare, node);
}
