import { immediate } from "../../../kernel/laws/immediate.js";
import { lawOf } from "../../../notation/laws/law.js";
import type { Defaults } from "../../../notation/presets/defaults.js";
import type { VotequorumSpec } from "../quorumSpec.js";
import type { QuorumBlock } from "./quorumSchema.js";

type WrittenDevice = QuorumBlock["device"];

/** Corosync's options as a validated scenario gives them. */
export function votequorumOf(written: QuorumBlock, defaults: Defaults): VotequorumSpec {
  const { twoNode, waitForAll, autoTieBreaker, lastManStanding, lastManStandingWindow, allowDownscale } = written;
  const window = (): NonNullable<typeof lastManStandingWindow> =>
    lastManStandingWindow ?? defaults.law("quorum.lastManStandingWindow", "quorum.lastManStandingWindow");
  const device = blockOf(written.device);
  return {
    ...(twoNode !== undefined && { twoNode }),
    ...(waitForAll !== undefined && { waitForAll }),
    ...(autoTieBreaker !== undefined && {
      autoTieBreaker: typeof autoTieBreaker === "string" ? tieOf(autoTieBreaker) : autoTieBreaker.map(nodeNamed),
    }),
    ...(lastManStanding !== undefined && { lastManStanding }),
    ...(allowDownscale !== undefined && { allowDownscale }),
    window: lastManStanding ? lawOf(window()) : immediate(),
    device: device && { algorithm: device.algorithm, tieBreaker: tieBreakerOf(device.tieBreaker ?? "lowest") },
  };
}

/** The device as a witness: how it fails, where it stands, and its votes. */
export function deviceWitness(written: WrittenDevice, nodes: number) {
  const device = blockOf(written);
  if (device === undefined) return undefined;
  const { algorithm, kind, life, repair, rack } = device;
  return { kind, life, repair, rack, votes: algorithm === "ffsplit" ? 1 : Math.max(1, nodes - 1) };
}

const blockOf = (written: WrittenDevice) => (typeof written === "string" ? { algorithm: written } : written);

/** node-1 is node 0. */
const nodeNamed = (name: string): number => Number(name.slice("node-".length)) - 1;

function tieOf(written: string): "lowest" | "highest" | readonly number[] {
  const tie = tieBreakerOf(written);
  return typeof tie === "number" ? [tie] : tie;
}

const tieBreakerOf = (written: string): "lowest" | "highest" | number =>
  written === "lowest" || written === "highest" ? written : nodeNamed(written);
