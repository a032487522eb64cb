import type { MembershipPlan } from "../membership/membershipPlan.js";
import type { Plant } from "../plant.js";

/** With more racks than this the ways between them, each a term of a formula, are more than one can read. */
const MOST_RACKS = 4;

/**
 * What of a cluster whose nodes may not all reach one another cannot be written as racks that vote, a clause each. What can
 * is a cluster in which every write needs a majority and changes are acted upon at once: it is down when no group has a
 * quorum, whoever leads.
 */
export function quorumObstacles(plant: Plant, plan: MembershipPlan): string[] {
  const { policy, commits, whenLost } = plan.quorum;
  if (policy === "votequorum" || policy === "dynamic") {
    return [
      `who has quorum depends on what its nodes went through before (policy: ${policy}), which counters do not say`,
    ];
  }
  if (policy !== "majority" || !commits || whenLost !== "stop") {
    return [
      "its nodes may not all reach one another, and counters do not say who serves then unless every write needs a majority",
    ];
  }
  return [...whatTakesTime(plant, plan), ...inTheNodes(plant), ...inTheRacks(plant, plan), ...inTheNetwork(plan)];
}

function whatTakesTime({ classes, takeover }: Plant, { network }: MembershipPlan): string[] {
  const modes = classes.flatMap((kind) => kind.modes);
  const laws = {
    detection: modes.map(({ detection }) => detection),
    takeover: takeover.coverage < 1 ? [takeover.law, takeover.manual] : [takeover.law],
    "network.detection": [network.detection],
  };
  const slow = Object.entries(laws).filter(([, of]) => of.some(({ kind }) => kind !== "immediate"));
  if (slow.length === 0) return [];
  const names = slow.map(([name]) => name).join(", ");
  return [`its nodes vote, and what takes time (${names}) leaves open who leads meanwhile, which counters do not say`];
}

function inTheNodes({ classes, standby, commonCause }: Plant): string[] {
  const modes = classes.filter(({ count }) => count > 0).flatMap((kind) => kind.modes);
  const found = modes
    .filter(({ recovery }) => recovery === "in-place")
    .map(({ name }) => `a leader that restarts in place after "${name}" keeps the lead meanwhile`);
  if (modes.length > 1)
    found.push(`nodes that vote fail in ${modes.length} ways, and a rack counts one kind of failed nodes`);
  if (standby.factor !== 1) found.push("nodes that follow fail at another rate than the one that leads");
  if (commonCause) found.push("a common cause takes the nodes of all racks at once");
  return found;
}

function inTheRacks({ classes, crews }: Plant, { network, quorum }: MembershipPlan): string[] {
  const found: string[] = [];
  let first = 0;
  for (const { name, nodes } of network.racks) {
    const votes = new Set(quorum.votes?.slice(first, first + nodes));
    if (votes.size > 1) found.push(`nodes of rack ${name} have different votes`);
    first += nodes;
  }
  const sharing = network.racks.filter((rack) => rack.nodes > 0 && rack.crews === undefined);
  const queues = classes.some(({ modes }) => modes.some(({ needsCrew }) => needsCrew));
  if (queues && sharing.length > 1 && crews < sharing.reduce((sum, { nodes }) => sum + nodes, 0)) {
    const names = sharing.map(({ name }) => name).join(", ");
    found.push(
      `racks ${names} share ${crews} ${crews === 1 ? "crew" : "crews"}, and counters do not remember who came first`,
    );
  }
  return found;
}

function inTheNetwork({ network, quorum }: MembershipPlan): string[] {
  const { racks, rings, links } = network;
  const found: string[] = [];
  if (rings > 1) found.push(`every node is on ${rings} rings`);
  if (network.switch) found.push("a switch can fail, and then every node of its rack is alone");
  if (network.nic) found.push("the ports of single nodes can fail");
  if (network.partitions?.length) found.push("partitions cut nodes off that the wires still join");
  if (network.suspicion) found.push("heartbeats get lost, and then a living node is taken for dead");
  if (racks.length > MOST_RACKS)
    found.push(
      `${racks.length} racks are joined in more ways than one can read; up to ${MOST_RACKS} racks are written`,
    );
  const laws = [...links, ...(quorum.witness ? [quorum.witness] : [])].flatMap(({ life, repair }) => [life, repair]);
  if (laws.some(({ kind }) => kind === "immediate"))
    found.push("a link or the witness fails or is repaired in no time");
  return found;
}
