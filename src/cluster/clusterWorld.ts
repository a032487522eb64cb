import { fieldView, type World } from "../kernel/world.js";
import type { Cluster } from "./cluster.js";
import { MembershipWorld } from "./membership/membershipWorld.js";
import { NO_ORIGIN, Role } from "./vocabulary.js";

/** The state of a cluster: every field is a view into `cells`, so copying the cells copies the world. */
export class ClusterWorld implements World {
  readonly cells: Int32Array;
  /** Of each node: what it does (`Role`), the slot it holds or −1, the fault it has or −1, its place in the repair queue (0 = none). */
  readonly role: Int32Array;
  readonly slotOf: Int32Array;
  readonly fault: Int32Array;
  /** Of each node: 1 = it failed in the middle of a takeover, which it has to begin again after its repair. */
  readonly unfinished: Int32Array;
  readonly repairTurn: Int32Array;
  /** Of each part: 1 = failed. */
  readonly failed: Int32Array;
  /** Of each slot: its place among those waiting for a node (0 = not waiting), the origin its loss is charged to. */
  readonly waitingTurn: Int32Array;
  readonly origin: Int32Array;
  /** How many nodes have each role. */
  readonly count: Int32Array;
  /** How many slots nodes of each role hold, and how many slots that are not served each origin is charged with. */
  readonly slotsIn: Int32Array;
  readonly lostBy: Int32Array;
  /** Whole-cluster cells: 1 = survivors suspended; last ticket given out; slots waiting. */
  readonly suspended: Int32Array;
  readonly tickets: Int32Array;
  readonly waiting: Int32Array;
  /** Of each pool of crews: crews at work, nodes queueing. */
  readonly busy: Int32Array;
  readonly queued: Int32Array;
  /** Who reaches whom; null where that does not matter. */
  readonly membership: MembershipWorld | null;

  constructor(cluster: Cluster) {
    const { layout } = cluster;
    const cells = new Int32Array(layout.size);
    const view = (group: string, field: string) => fieldView(layout, cells, group, field);
    this.cells = cells;
    this.role = view("node", "role");
    this.slotOf = view("node", "slot");
    this.fault = view("node", "fault");
    this.unfinished = view("node", "unfinished");
    this.repairTurn = view("node", "turn");
    this.failed = view("part", "failed");
    this.waitingTurn = view("slot", "turn");
    this.origin = view("slot", "origin");
    this.count = view("tally", "count");
    this.slotsIn = view("tally", "slots");
    this.lostBy = view("origin", "slots");
    this.suspended = view("whole", "suspended");
    this.tickets = view("whole", "tickets");
    this.waiting = view("whole", "waiting");
    this.busy = view("pool", "busy");
    this.queued = view("pool", "queued");
    this.membership = cluster.membership ? new MembershipWorld(cluster.membership, layout, cells) : null;
    this.fillWithNewNodes(cluster);
  }

  private fillWithNewNodes({ nodes, plant }: Cluster): void {
    this.fault.fill(-1);
    this.origin.fill(NO_ORIGIN);
    for (let node = 0; node < nodes; node++) {
      const serves = node < plant.slots;
      this.role[node] = serves ? Role.ACTIVE : Role.IDLE;
      this.slotOf[node] = serves ? node : -1;
    }
    this.count[Role.ACTIVE] = Math.min(nodes, plant.slots);
    this.slotsIn[Role.ACTIVE] = this.count[Role.ACTIVE]!;
    this.count[Role.IDLE] = nodes - this.count[Role.ACTIVE]!;
  }
}
