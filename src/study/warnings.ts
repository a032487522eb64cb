import type { Design } from "../architectures/architecture.js";
import { formatDuration } from "../notation/units/duration.js";
import { settingChangeText } from "../scenario/platform/settingsAsked.js";
import type { Scenario } from "../scenario/scenario.js";
import type { Figures } from "./figures/figures.js";
import type { Result } from "./result.js";

type Warning = Result["warnings"][number];

/** What people get wrong, said before the figures. */
export function warningsOf(scenario: Scenario, design: Design, figures: Figures): Warning[] {
  return [
    ...settingsNotAsGiven(scenario),
    ...detectionBeyondRto(scenario),
    ...overloadAfterOneLoss(scenario),
    ...worthlessBackup(scenario, design),
    ...noCommonCause(scenario, figures),
    ...partitionOfPair(scenario),
    ...dividedMinds(scenario),
    ...figures.warnings,
  ];
}

function settingsNotAsGiven({ platform }: Scenario): Warning[] {
  return (platform?.changes ?? []).map((change) => ({
    code: "setting-not-as-given",
    text: `platform ${platform?.name}: ${settingChangeText(change)}`,
  }));
}

function detectionBeyondRto({ objectives, spec }: Scenario): Warning[] {
  const { rto } = objectives;
  if (rto === undefined || objectives.rtoFrom === "declaration") return [];
  return spec.classes
    .flatMap((kind) => kind.modes)
    .filter((mode) => mode.detection.mean > rto)
    .map((mode) => ({
      code: "detection-exceeds-rto",
      text: `detecting a failure of ${mode.name} takes ${formatDuration(mode.detection.mean)}, longer than the whole RTO of ${formatDuration(rto)}`,
    }));
}

/** Only where nodes share one service: elsewhere a node serves alone and is replaced by one that carried nothing. */
function overloadAfterOneLoss({ spec, architecture }: Scenario): Warning[] {
  const { load, nodes, need } = spec;
  if (architecture !== "active-active") return [];
  const left = load ? (nodes - 1) * load.capacityPerNode : 0;
  if (load && left < load.demand) {
    const share = Math.round((100 * left) / load.demand);
    return [{ code: "overload", text: `after the loss of one node the others carry ${share} % of the demand` }];
  }
  if (need !== nodes) return [];
  return [{ code: "no-spare", text: `all ${nodes} nodes are needed: the loss of any one takes the service down` }];
}

function worthlessBackup({ objectives, spec, state }: Scenario, design: Design): Warning[] {
  const { rpo } = objectives;
  const worst = spec.backup.every + spec.backup.takes;
  if (rpo === undefined || state === "stateless" || design.recoveryPoint !== "backup" || worst <= rpo) return [];
  return [
    {
      code: "backup-exceeds-rpo",
      text: `a backup counts once complete: the newest can be ${formatDuration(worst)} old, more than the RPO of ${formatDuration(rpo)}`,
    },
  ];
}

function noCommonCause({ spec }: Scenario, { perService }: Figures): Warning[] {
  const { mean, high } = perService.unavailability;
  if (spec.commonCause || spec.nodes === 1 || (mean ?? high) > FIVE_NINES) return [];
  return [
    {
      code: "no-common-cause",
      text: "more than five nines without a common cause: power, a bad release or a person can take every node at once (commonCause:)",
    },
  ];
}

const FIVE_NINES = 1e-5;

/** A pair that fails over, of which the scenario says nothing about how it keeps from serving twice. */
function partitionOfPair({ spec, architecture, state, platform }: Scenario): Warning[] {
  const { nodes, network, quorum, fencing } = spec;
  const isFailoverPair = nodes === 2 && FAILOVER.has(architecture) && state !== "stateless";
  if (!isFailoverPair || network || quorum || fencing || platform) return [];
  const text =
    "two nodes, no witness, no fencing: that they lose sight of each other is not in these figures (network:)";
  return [{ code: "pair-partition-not-modelled", text }];
}

/** Designs in which another node takes over what one of them serves. */
const FAILOVER = new Set(["active-passive", "n+1", "n+m"]);

/** What lets two groups go on, or keeps every group from going on. */
function dividedMinds({ spec, architecture }: Scenario): Warning[] {
  const { network, quorum, fencing } = spec;
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
  const votes = (quorum?.votes?.reduce((sum, v) => sum + v, 0) ?? spec.nodes) + (quorum?.witness?.votes ?? 0);
  const breaksTies = quorum?.tieBreaker !== undefined || votequorum?.autoTieBreaker !== undefined;
  if (counts && policy !== "dynamic" && votes % 2 === 0 && !breaksTies) {
    const text = `${votes} votes are an even number: two halves have no quorum, and one vote fewer survives as many losses`;
    found.push({ code: "even-votes", text });
  }
  return found;
}

function networkNotModelled({ network, quorum, fencing }: Scenario["spec"]): string[] {
  if (network) return ["latency and loss in the network; clients that reach only some racks"];
  return [quorum || fencing ? "network partitions (network:)" : "network partitions, quorum and split-brain"];
}

/** What else can happen to the newest copy. */
const UNSAFE: Readonly<Record<Design["recoveryPoint"], string>> = {
  shared: "failure of the shared storage, data lost by replication",
  replicas: "corruption and deletion, which replication carries along",
  backup: "a backup that cannot be read",
  none: "a backup that cannot be read",
};

/** What this run leaves out, in words. */
export function notModelled({ spec }: Scenario, design: Design): string[] {
  return [
    ...(spec.commonCause ? [] : ["common cause (one event that takes every node)"]),
    ...networkNotModelled(spec),
    "loss of the site",
    "planned work: releases, updates, maintenance",
    "operator error",
    UNSAFE[design.recoveryPoint],
  ];
}
