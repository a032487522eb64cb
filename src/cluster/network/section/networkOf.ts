import { lawOf, lifeOf } from "../../../notation/laws/law.js";
import type { LawNotation } from "../../../notation/laws/lawNotation.js";
import type { Defaults } from "../../../notation/presets/defaults.js";
import type { Ground } from "../../section.js";
import type { LinkSpec, NetworkSpec, PartitionSpec, WireSpec } from "../networkSpec.js";
import { latencyOf, suspicionOf } from "./lossOf.js";
import type { WrittenNetwork } from "./networkSchema.js";
import { sidesOf } from "./partitionSides.js";

type WrittenWire = { life?: LawNotation | undefined; repair?: LawNotation | undefined };

/** The network a validated scenario describes, defaults filled; undefined when it says nothing of one. */
export function networkOf(network: WrittenNetwork | undefined, ground: Ground): NetworkSpec | undefined {
  if (network === undefined) return undefined;
  const { nodes, defaults } = ground;
  const watching = network.loss === undefined ? undefined : ground.watching();
  const racks = network.racks ?? [{ name: "rack", nodes }];
  return {
    racks: racks.map(({ name, nodes, crews }) => ({ name, nodes, crews })),
    rings: network.rings ?? 1,
    links: linksOf(
      network,
      racks.map(({ name }) => name),
      defaults,
    ),
    switch: network.switch && wireOf(network.switch, "switch", defaults),
    nic: network.nic && wireOf(network.nic, "nic", defaults),
    detection: ground.detection(network.detection),
    resync: network.resync === undefined ? ground.manual() : lawOf(network.resync),
    partitions: partitionsOf(network.partitions, racks, defaults),
    latency: latencyOf(network),
    suspicion: watching && suspicionOf(network, watching),
  };
}

function partitionsOf(
  written: WrittenNetwork["partitions"],
  racks: NonNullable<WrittenNetwork["racks"]>,
  defaults: Defaults,
): PartitionSpec[] | undefined {
  return written?.map((partition) => ({
    kind: partition.kind,
    sides: sidesOf(partition, racks),
    ...wireOf(partition, "partition", defaults),
  }));
}

function linksOf(network: WrittenNetwork, names: readonly string[], defaults: Defaults): LinkSpec[] {
  const pairs = names.flatMap((a, i) => names.slice(i + 1).map((b) => ({ between: [a, b] })));
  const written: NonNullable<WrittenNetwork["links"]> = network.links ?? pairs;
  return written.map(({ between, paths, life, repair }) => ({
    ...wireOf({ life: life ?? network.link?.life, repair: repair ?? network.link?.repair }, "link", defaults),
    between: [names.indexOf(between[0]!), names.indexOf(between[1]!)],
    paths: paths ?? 1,
  }));
}

/** How a wire, or something like it, fails: as written, else as the preset of its kind does. */
export function wireOf({ life, repair }: WrittenWire, kind: string, defaults: Defaults, of = "network"): WireSpec {
  const name = `${of}.${kind}`;
  return {
    life: lifeOf(life ?? defaults.life(`${name}.life`, `${name}.life`)),
    repair: lawOf(repair ?? defaults.law(`${name}.repair`, `${name}.repair`)),
  };
}
