import type { Choice } from "../../kernel/assembly/part.js";
import type { ClusterPart } from "../clusterPart.js";
import { type GroupsBench, withGroups } from "../membership/groupsBench.js";
import { drawSides, isDrawn, type Sides } from "./partitions.js";

/** Partitions that come and go though the wires work: by law, or because an experiment says so. */
export const partitions: ClusterPart = {
  name: "partitions",
  origins: ({ membership }) =>
    membership?.struck?.length || membership?.network.partitions?.length ? ["partition"] : [],
  build({ membership, nodes }) {
    if (!membership) return undefined;
    const { partitions: kinds, plan, struck, partitionOrigin } = membership;
    const lawful = plan.network.partitions ?? [];
    const sides = nodes * kinds.length;
    return {
      groups: [
        { name: "partition", size: kinds.length, classes: [...kinds.keys()], fields: { on: "value", seen: "value" } },
        {
          name: "side",
          size: sides,
          within: "node",
          parent: Array.from({ length: sides }, (_, side) => Math.floor(side / kinds.length)),
          classes: Array.from({ length: sides }, (_, side) => side % kinds.length),
          fields: { of: "value", seen: "value" },
        },
      ],
      fails: lawful.map(({ kind }, p) => {
        return { name: lawful.length > 1 ? `${kind} ${p + 1}` : kind, fault: "partition", count: 1 };
      }),
      activities: { divide: { of: "partition", clock: true }, heal: { of: "partition" } },
      /** Which of the nodes left does a partition put apart? */
      choices: { side: { of: "partition" } },
      bind(clusterBench) {
        const bench = withGroups(clusterBench);
        const divide = bench.activity("divide");
        const heal = bench.activity("heal");
        const side = bench.choice("side");
        return {
          hears: {
            begin() {
              for (const [p, { life }] of lawful.entries()) divide.start(struck + p, life);
              placeSides(bench);
            },
            divides(partition, sides) {
              bench.state.partitionOn[partition] = sides ? 1 : 0;
              putApart(bench, partition, sides ?? []);
            },
          },
          ends: {
            divide(partition) {
              heal.start(partition, lawful[partition - struck]!.repair);
              divided(bench, side, partition);
            },
            heal(partition) {
              divide.start(partition, lawful[partition - struck]!.life);
              healed(bench, partition);
            },
          },
          countFailed(counts, from) {
            for (const p of lawful.keys()) counts[from + p]! += bench.state.partitionOn[struck + p]!;
          },
          blames: { divide: () => partitionOrigin, heal: () => partitionOrigin },
        };
      },
    };
  },
};

/** A partition comes, with the sides it always has or with new ones. */
function divided(bench: GroupsBench, side: Choice, partition: number): void {
  const { cluster, membership, state, signals } = bench;
  const kind = membership.partitions[partition]!;
  if (isDrawn(kind)) {
    putApart(
      bench,
      partition,
      drawSides(kind, cluster.nodes, (weights) => side(partition, weights)),
    );
  }
  state.partitionOn[partition] = 1;
  signals.contactTurned();
}

/** It goes; sides that were drawn are forgotten, so that what is the same again looks the same. */
function healed(bench: GroupsBench, partition: number): void {
  bench.state.partitionOn[partition] = 0;
  if (isDrawn(bench.membership.partitions[partition]!)) putApart(bench, partition, []);
  bench.signals.contactTurned();
}

/** Writes who stands on which side of a partition; nobody, unless `sides` says so. */
function putApart({ cluster, membership, state }: GroupsBench, partition: number, sides: Sides): void {
  const { length } = membership.partitions;
  for (let node = 0; node < cluster.nodes; node++) state.sides[node * length + partition] = sides[node] ?? 0;
}

/** In a new world the partitions that always have the same sides have them from the start, and everybody knows. */
function placeSides(bench: GroupsBench): void {
  const { plan, struck } = bench.membership;
  for (const [p, { sides }] of (plan.network.partitions ?? []).entries()) {
    if (sides) putApart(bench, struck + p, sides);
  }
  bench.state.sidesSeen.set(bench.state.sides);
}
