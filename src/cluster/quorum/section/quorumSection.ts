import type { NetworkSpec } from "../../network/networkSpec.js";
import { section, type Warning } from "../../section.js";
import { domainsAround, type SitesSpec } from "../../site/sitesSpec.js";
import type { QuorumSpec } from "../quorumSpec.js";
import { type QuorumDocument, quorumFindings } from "./quorumChecks.js";
import { quorumOf } from "./quorumOf.js";
import { quorum as schema } from "./quorumSchema.js";

type Whole = {
  readonly nodes: number;
  readonly network?: NetworkSpec | undefined;
  readonly quorum?: QuorumSpec | undefined;
  readonly fencing?: object | undefined;
  readonly sites?: SitesSpec | undefined;
};

/** `quorum:` of a scenario: who may go on. */
export const quorum = section({
  schema,
  reads: ["network", "sites", "nodes", "nodeClasses", "architecture"],
  spec: (document: QuorumDocument, ground) => quorumOf(document, ground),
  findings: (document: QuorumDocument, { nodes }) => quorumFindings(document, nodes),
  /** What lets two groups go on, or keeps every group from going on. */
  warnings(spec: Whole, { architecture }) {
    const { network, quorum, fencing, sites = [] } = spec;
    const { policy = "none", votequorum } = quorum ?? {};
    const counts = architecture === "quorum" || (policy !== "none" && !votequorum?.twoNode);
    const found: Warning[] = [];
    if (network && spec.nodes === 2 && !quorum?.witness && !fencing && !counts) {
      const text =
        "two nodes without witness or fencing: when they do not reach one another, both serve (quorum:, fencing:)";
      found.push({ code: "two-nodes-alone", text });
    }
    if (network && votequorum?.lastManStanding && !fencing) {
      const text =
        "lastManStanding without fencing: nodes cut off one by one may find a majority of the votes they remember, beside the last man";
      found.push({ code: "last-man-not-alone", text });
    }
    const rack = quorum?.witness?.rack;
    if (network && rack !== undefined && network.racks[rack]!.nodes > 0) {
      const text = `the witness stands in rack ${network.racks[rack]!.name}: it is lost together with the nodes there`;
      found.push({ code: "witness-shares-fate", text });
    }
    const fate = quorum?.witness?.domain;
    const shared =
      fate === undefined ? undefined : domainsAround(sites, fate).find(({ fails, first, end }) => fails && first < end);
    if (shared) {
      const text = `the witness stands in ${shared.kind} ${shared.name}: it is lost together with the nodes there`;
      found.push({ code: "witness-shares-fate", text });
    }
    const votes = (quorum?.votes?.reduce((sum, v) => sum + v, 0) ?? spec.nodes) + (quorum?.witness?.votes ?? 0);
    const breaksTies = quorum?.tieBreaker !== undefined || votequorum?.autoTieBreaker !== undefined;
    if (counts && policy !== "dynamic" && votes % 2 === 0 && !breaksTies) {
      const text = `${votes} votes are an even number: two halves have no quorum, and one vote fewer survives as many losses`;
      found.push({ code: "even-votes", text });
    }
    return found;
  },
});
