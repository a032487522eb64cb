import type { Plant } from "../plant.js";
import { quorumObstacles } from "./quorumObstacles.js";

/** What of a plant a model of counters cannot say, a clause each; empty when it can say all. */
export function obstacles(plant: Plant): string[] {
  const {
    classes,
    slots,
    standby,
    rebuild,
    commonCause,
    membership,
    sites,
    storage,
    replication,
    operator,
    disruptions = [],
  } = plant;
  const present = classes.filter(({ count }) => count > 0);
  const modes = present.flatMap((kind) => kind.modes);
  const found: string[] = [];
  if (present.length > 1) {
    const names = present.map(({ name }) => name).join(", ");
    found.push(`nodes are of ${present.length} classes (${names}), and counters do not say which of them holds a slot`);
  }
  for (const { name, parts, incidents } of modes) {
    if (incidents) found.push(`after "${name}" a takeover has a law of its own`);
    if (parts.count > 1) found.push(`each node has ${parts.count} parts that can fail by "${name}"`);
  }
  if (membership) found.push(...quorumObstacles(plant, membership));
  if (sites) found.push("nodes are in failure domains, and counters do not say in which");
  if (disruptions.length > 0) found.push("the whole service may be stopped at once, or its data spoilt");
  if (storage) found.push("storage fails and loses data by itself");
  if (operator) found.push("a repair may take another node down");
  if (replication) found.push("writes wait for a copy, or do not");
  if (rebuild) found.push("a lost server is rebuilt from its backup");
  const nodes = present.reduce((sum, { count }) => sum + count, 0);
  if (standby.latent > 0 && nodes > slots) found.push("failures of idle spares may stay unseen");
  const repairs = [...modes, ...(commonCause ? [commonCause] : [])];
  if (repairs.some(({ repair }) => repair.kind === "immediate")) found.push("a repair takes no time");
  if (modes.some(({ life }) => life.kind === "immediate")) found.push("a part fails at once");
  return found;
}
