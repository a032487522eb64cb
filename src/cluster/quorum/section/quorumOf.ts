import { lawOf } from "../../../notation/laws/law.js";
import type { Defaults } from "../../../notation/presets/defaults.js";
import { wireOf } from "../../network/section/networkOf.js";
import type { WrittenNetwork } from "../../network/section/networkSchema.js";
import type { Ground } from "../../section.js";
import { domainNames } from "../../site/sitesSection.js";
import type { QuorumSpec, WitnessSpec } from "../quorumSpec.js";
import type { QuorumDocument } from "./quorumChecks.js";
import type { QuorumBlock } from "./quorumSchema.js";
import { deviceWitness, votequorumOf } from "./votequorumOf.js";

/** How a validated scenario decides who may go on; undefined when it does not say. */
export function quorumOf(
  { quorum, network, sites }: QuorumDocument,
  { nodes, defaults }: Ground,
): QuorumSpec | undefined {
  const votes = votesOf(network);
  if (quorum === undefined && votes === undefined) return undefined;
  const written: QuorumBlock = typeof quorum === "string" ? { policy: quorum } : (quorum ?? {});
  const names = network?.racks?.map(({ name }) => name) ?? ["rack"];
  const policy = written.policy ?? "majority";
  const whenLost = written.noQuorumPolicy ?? (policy === "none" ? "ignore" : lostWord(defaults));
  const stops = policy !== "none" && whenLost === "stop";
  return {
    policy,
    commits: false,
    whenLost,
    stop: lawOf(written.stop ?? (stops ? defaults.law("quorum.stop", "quorum.stop") : "immediate")),
    votes,
    tieBreaker: written.tieBreaker === undefined ? undefined : names.indexOf(written.tieBreaker),
    witness: witnessOf(written.witness ?? deviceWitness(written.device, nodes), names, domainNames(sites), defaults),
    ...(policy === "votequorum" && { votequorum: votequorumOf(written, defaults) }),
  };
}

function lostWord(defaults: Defaults): "stop" | "freeze" | "ignore" {
  const word = defaults.word("quorum.noQuorumPolicy", "quorum.noQuorumPolicy");
  return word === "freeze" || word === "ignore" ? word : "stop";
}

function votesOf(network: WrittenNetwork | undefined): number[] | undefined {
  const racks = network?.racks ?? [];
  if (racks.every(({ votes }) => votes === undefined)) return undefined;
  return racks.flatMap(({ nodes, votes }) => new Array<number>(nodes).fill(votes ?? 1));
}

function witnessOf(
  written: QuorumBlock["witness"],
  racks: readonly string[],
  domains: readonly string[],
  defaults: Defaults,
): WitnessSpec | undefined {
  if (written === undefined) return undefined;
  const given = typeof written === "string" ? { kind: written } : written;
  return {
    ...wireOf(given, given.kind ?? "node", defaults, "witness"),
    votes: given.votes ?? 1,
    rack: given.rack === undefined ? undefined : racks.indexOf(given.rack),
    domain: given.in === undefined ? undefined : domains.indexOf(given.in),
    grants: given.grants ?? "largest",
  };
}
