import type { Finding } from "../../../notation/document/problem.js";
import { type About, section } from "../../section.js";
import type { NetworkSpec } from "../networkSpec.js";
import { lossFindings } from "./lossChecks.js";
import { linkFindings, rackFindings } from "./networkChecks.js";
import { networkOf } from "./networkOf.js";
import { network as schema, type WrittenNetwork } from "./networkSchema.js";
import { partitionFindings } from "./partitionChecks.js";

/** What the checks of a network read of a scenario. */
type Document = {
  readonly network?: WrittenNetwork | undefined;
  readonly detection?: unknown;
  readonly platform?: unknown;
};

type Whole = {
  readonly nodes: number;
  readonly network?: NetworkSpec | undefined;
  readonly quorum?: object | undefined;
  readonly fencing?: object | undefined;
};

/** Designs in which another node takes over what one of them serves. */
const FAILOVER = new Set(["active-passive", "n+1", "n+m"]);

/** `network:` of a scenario: racks, links, and what of them fails. */
export const network = section({
  schema,
  reads: ["nodes", "nodeClasses", "architecture"],
  spec: ({ network: written }: Document, ground) => networkOf(written, ground),
  findings: (document: Document, { nodes }: About): Finding[] => [
    ...rackFindings(document, nodes),
    ...linkFindings(document),
    ...partitionFindings(document, nodes),
    ...lossFindings(document, nodes),
  ],
  /** A pair that fails over, of which the scenario says nothing about how it keeps from serving twice. */
  warnings({ nodes, network, quorum, fencing }: Whole, { architecture, state, onPlatform }) {
    const isFailoverPair = nodes === 2 && FAILOVER.has(architecture) && state !== "stateless";
    if (!isFailoverPair || network || quorum || fencing || onPlatform) return [];
    const text =
      "two nodes, no witness, no fencing: that they lose sight of each other is not in these figures (network:)";
    return [{ code: "pair-partition-not-modelled", text }];
  },
  leavesOut({ network, quorum, fencing }: Whole) {
    if (network) return ["latency and loss in the network; clients that reach only some racks"];
    return [quorum || fencing ? "network partitions (network:)" : "network partitions, quorum and split-brain"];
  },
});
