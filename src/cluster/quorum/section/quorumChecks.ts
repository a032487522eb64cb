import { nearest } from "../../../notation/document/nearest.js";
import { type Finding, type PathPart, quote } from "../../../notation/document/problem.js";
import { rackNamed, racksOf } from "../../network/section/networkChecks.js";
import type { WrittenNetwork } from "../../network/section/networkSchema.js";
import { domainNamed, type WrittenDomain } from "../../site/sitesSection.js";
import type { QuorumBlock, WrittenQuorum } from "./quorumSchema.js";

/** What the checks of a quorum read of a scenario. */
export interface QuorumDocument {
  readonly quorum?: WrittenQuorum | undefined;
  readonly network?: WrittenNetwork | undefined;
  readonly sites?: readonly WrittenDomain[] | undefined;
  readonly architecture?: string | undefined;
}

/** What of a quorum cannot be: racks nobody knows, options that mean nothing or exclude one another. */
export function quorumFindings(written: QuorumDocument, nodes: number | undefined): Finding[] {
  return [...namedFindings(written), ...policyFindings(written, nodes)];
}

function namedFindings(written: QuorumDocument): Finding[] {
  const { quorum } = written;
  if (quorum === undefined || typeof quorum === "string") return [];
  const names = racksOf(written);
  const { policy, tieBreaker, witness, noQuorumPolicy } = quorum;
  const found: Finding[] = [];
  if (tieBreaker !== undefined) found.push(...rackNamed(["quorum", "tieBreaker"], tieBreaker, names));
  if (typeof witness === "object") {
    if (witness.rack !== undefined) found.push(...rackNamed(["quorum", "witness", "rack"], witness.rack, names));
    found.push(...domainNamed(["quorum", "witness", "in"], witness.in, written.sites));
  }
  if (policy === "none") {
    const idle = { tieBreaker, witness, noQuorumPolicy: noQuorumPolicy === "ignore" ? undefined : noQuorumPolicy };
    for (const [key, value] of Object.entries(idle)) {
      if (value === undefined) continue;
      found.push({
        path: ["quorum", key],
        message: "means nothing where nobody counts votes (policy: none)",
        at: "key",
      });
    }
  }
  return found;
}

/** What only corosync's votequorum has. */
const OF_VOTEQUORUM = [
  "twoNode",
  "waitForAll",
  "autoTieBreaker",
  "lastManStanding",
  "lastManStandingWindow",
  "allowDownscale",
  "device",
] as const;

/** Options of a quorum that mean nothing under its policy, or exclude one another. */
function policyFindings(written: QuorumDocument, nodes: number | undefined): Finding[] {
  const { quorum, architecture } = written;
  const block: QuorumBlock = typeof quorum === "string" ? { policy: quorum } : (quorum ?? {});
  const { policy = "majority" } = block;
  const found: Finding[] = [];
  if (architecture === "quorum" && (policy === "votequorum" || policy === "dynamic")) {
    const message = `${policy} counts for a cluster whose nodes serve until they are stopped; the members of architecture quorum need a majority for every write`;
    found.push({ path: at("policy", quorum), message, suggestion: "majority" });
  }
  if (policy === "votequorum")
    return [...found, ...votequorumFindings(block, written, nodes), ...tooMany(nodes, quorum)];
  for (const key of OF_VOTEQUORUM) {
    if (block[key] === undefined) continue;
    const message = `means nothing with policy: ${policy}; it is an option of corosync`;
    found.push({ path: ["quorum", key], message, at: "key", suggestion: "policy: votequorum" });
  }
  if (policy === "dynamic") found.push(...dynamicFindings(block, written));
  return found;
}

/** PROCESSOR_COUNT_MAX in corosync 3.1, include/corosync/totem/totem.h. */
const MOST_NODES = 384;

function tooMany(nodes: number | undefined, quorum: QuorumDocument["quorum"]): Finding[] {
  if (nodes === undefined || nodes <= MOST_NODES) return [];
  const message = `counts up to ${MOST_NODES} nodes, as corosync does, and here are ${nodes}`;
  return [{ path: at("policy", quorum), message, suggestion: "majority" }];
}

/** The place of a field, or of the word that stands for the whole block. */
const at = (key: string, quorum: QuorumDocument["quorum"]): PathPart[] =>
  typeof quorum === "string" ? ["quorum"] : ["quorum", key];

/** What is refused is what votequorum(5) and exec/votequorum.c of corosync 3.1 refuse, ignore or switch off in silence. */
function votequorumFindings(block: QuorumBlock, written: QuorumDocument, nodes: number | undefined): Finding[] {
  const { twoNode, autoTieBreaker, lastManStanding, allowDownscale, device, waitForAll, tieBreaker, witness } = block;
  const found: Finding[] = [];
  const refuse = (key: string, message: string, suggestion?: string): void => {
    found.push({ path: ["quorum", key], message, at: "key", suggestion });
  };
  if (tieBreaker !== undefined)
    refuse("tieBreaker", "is a rack, for policy: majority; corosync breaks ties by node", "autoTieBreaker: lowest");
  if (witness !== undefined)
    refuse("witness", "is for policy: majority or dynamic; corosync has a quorum device", "device: ffsplit");
  const votes = written.network?.racks?.flatMap((rack) => new Array<number>(rack.nodes).fill(rack.votes ?? 1));
  const total = votes?.reduce((sum, v) => sum + v, 0) ?? nodes;
  if (twoNode && total !== undefined && total !== 2)
    refuse("twoNode", `is for two nodes with a vote each, and here are ${total} votes`, "autoTieBreaker: lowest");
  if (twoNode && autoTieBreaker !== undefined)
    refuse("twoNode", "is switched off by autoTieBreaker; choose one of them");
  if (lastManStanding && votes?.some((v) => v > 1))
    refuse("lastManStanding", "needs one vote a node, and some have more");
  if (block.lastManStandingWindow !== undefined && !lastManStanding)
    refuse("lastManStandingWindow", "means nothing without it", "lastManStanding: true");
  const odd = autoTieBreaker !== undefined && total !== undefined && total % 2 === 1 && !waitForAll;
  if (odd && lastManStanding)
    refuse("lastManStanding", "with autoTieBreaker on an odd number of votes needs waitForAll", "waitForAll: true");
  else if (odd)
    refuse("autoTieBreaker", `is ignored on an odd number of votes (${total}) without waitForAll`, "waitForAll: true");
  if (device !== undefined) {
    const excluded = { twoNode, lastManStanding, autoTieBreaker, allowDownscale };
    for (const [key, value] of Object.entries(excluded)) {
      if (value !== undefined && value !== false)
        refuse(key, "and a quorum device exclude each other; leave one of them out");
    }
  }
  return [...found, ...namesFound(block, written, nodes)];
}

/** Nodes and racks that options name and nobody knows. */
function namesFound(
  { autoTieBreaker, device }: QuorumBlock,
  written: QuorumDocument,
  nodes: number | undefined,
): Finding[] {
  const found: Finding[] = [];
  const known = (path: PathPart[], name: string): void => {
    if (nodes === undefined || !name.startsWith("node-") || Number(name.slice(5)) <= nodes) return;
    const message = `there is no ${name}: the nodes are node-1 to node-${nodes}`;
    found.push({ path, message, suggestion: `node-${nodes}` });
  };
  if (Array.isArray(autoTieBreaker))
    for (const [i, name] of autoTieBreaker.entries()) known(["quorum", "autoTieBreaker", i], name);
  else if (autoTieBreaker !== undefined) known(["quorum", "autoTieBreaker"], autoTieBreaker);
  if (typeof device !== "object") return found;
  if (device.tieBreaker !== undefined) known(["quorum", "device", "tieBreaker"], device.tieBreaker);
  const racks = written.network?.racks?.map(({ name }) => name) ?? ["rack"];
  if (device.rack !== undefined && !racks.includes(device.rack)) {
    const message = `no rack is called ${quote(device.rack)}; there are ${racks.join(", ")}`;
    found.push({ path: ["quorum", "device", "rack"], message, suggestion: nearest(device.rack, racks) });
  }
  return found;
}

/** A Windows failover cluster counts one vote a node, or none, and decides itself. */
function dynamicFindings({ tieBreaker, witness }: QuorumBlock, { network }: QuorumDocument): Finding[] {
  const found: Finding[] = [];
  if (tieBreaker !== undefined) {
    const message = "means nothing with policy: dynamic, which takes a vote away from one of an even number";
    found.push({ path: ["quorum", "tieBreaker"], message, at: "key" });
  }
  if (typeof witness === "object" && witness.votes !== undefined && witness.votes !== 1) {
    const message = "is one with policy: dynamic, and only when that makes the votes odd";
    found.push({ path: ["quorum", "witness", "votes"], message, suggestion: "1" });
  }
  for (const [i, rack] of (network?.racks ?? []).entries()) {
    if (rack.votes === undefined || rack.votes === 1) continue;
    const message = "means nothing with policy: dynamic: each member has one vote or none";
    found.push({ path: ["network", "racks", i, "votes"], message, at: "key" });
  }
  return found;
}
