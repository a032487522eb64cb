import type { Live } from "../kernel/assembly/assemble.js";
import type { World } from "../kernel/world.js";
import type { MembershipWorld } from "./membership/membershipWorld.js";
import type { Nodes } from "./node/nodes.js";
import type { Gates, Signals } from "./signals.js";
import type { Work } from "./work/work.js";

/** The state of a cluster: every field is a view into `cells`, so copying the cells copies the world. */
export interface ClusterWorld extends World {
  readonly nodes: Nodes;
  readonly work: Work;
  /** Who reaches whom; null where that does not matter. */
  readonly membership: MembershipWorld | null;
  /** The parts bound to these cells. */
  readonly live: Live<Signals, Gates>;
  /** The state that a part owns, by name, for who tells its story. */
  view(group: string, field: string): Int32Array;
}
