import type { Cluster } from "../cluster.js";
import type { ClusterWorld } from "../clusterWorld.js";
import type { MembershipWorld } from "./membershipWorld.js";

/** Things besides the nodes that can fail, all alike: which cells of a field of the world say that they have. */
export interface Join {
  readonly name: string;
  readonly fault: string;
  readonly down: (own: MembershipWorld) => Int32Array;
  /** Indices into that field. */
  readonly cells: readonly number[];
}

/** Links by the racks they join, switches by their rack, network cards, the witness, and partitions by their kind. */
export function joinsThatFail({ membership }: Cluster): Join[] {
  if (!membership) return [];
  const { topology, plan, struck } = membership;
  const rack = (place: number) => plan.network.racks[place % topology.racks]!.name;
  const nameOf = topology.wires.map(({ kind, from, to }) =>
    kind === "link" ? `link ${rack(from)}–${rack(to)}` : `switch ${rack(from)}`,
  );
  const wires = [...new Set(nameOf)].map((name): Join => {
    const cells = [...nameOf.keys()].filter((wire) => nameOf[wire] === name);
    return { name, fault: topology.wires[cells[0]!]!.kind, down: (own) => own.wireDown, cells };
  });
  const ports = topology.ports ? topology.nodes * topology.rings : 0;
  return [
    ...wires,
    ...(ports > 0
      ? [{ name: "network card", fault: "nic", down: (own: MembershipWorld) => own.portDown, cells: upTo(ports) }]
      : []),
    ...(plan.quorum.witness
      ? [{ name: "witness", fault: "witness", down: (own: MembershipWorld) => own.witnessDown, cells: [0] }]
      : []),
    ...(plan.network.partitions ?? []).map(({ kind }, p): Join => {
      const name = (plan.network.partitions?.length ?? 0) > 1 ? `${kind} ${p + 1}` : kind;
      return { name, fault: "partition", down: (own) => own.partitionOn, cells: [struck + p] };
    }),
  ];
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Writes how many of each have failed: counts[from + j] for join j. */
export function countJoins(joins: readonly Join[], world: ClusterWorld, counts: Float64Array, from: number): void {
  for (const [j, { down, cells }] of joins.entries()) {
    const field = down(world.membership!);
    for (const cell of cells) counts[from + j]! += field[cell]!;
  }
}
