import type { Design } from "../architectures/architecture.js";
import type { Asked, Warning } from "../cluster/section.js";
import { SECTIONS } from "../cluster/sections.js";
import { formatDuration } from "../notation/units/duration.js";
import { settingChangeText } from "../scenario/platform/settingsAsked.js";
import type { Scenario } from "../scenario/scenario.js";
import type { Figures } from "./figures/figures.js";

const sections = Object.values(SECTIONS);

/** What people get wrong, said before the figures. */
export function warningsOf(scenario: Scenario, design: Design, figures: Figures): Warning[] {
  return [
    ...settingsNotAsGiven(scenario),
    ...detectionBeyondRto(scenario),
    ...overloadAfterOneLoss(scenario),
    ...worthlessBackup(scenario, design),
    ...ofSections(scenario, figures),
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
  const fromBackup = design.recoveryPoint === "backup" || spec.corruption !== undefined;
  if (rpo === undefined || state === "stateless" || !fromBackup || worst <= rpo) return [];
  return [
    {
      code: "backup-exceeds-rpo",
      text: `a backup counts once complete: the newest can be ${formatDuration(worst)} old, more than the RPO of ${formatDuration(rpo)}`,
    },
  ];
}

function ofSections({ spec, architecture, state, platform }: Scenario, { perService }: Figures): Warning[] {
  const { mean, high } = perService.unavailability;
  const asked: Asked = { architecture, state, onPlatform: platform !== undefined, unavailability: mean ?? high };
  return sections.flatMap((section) => section.warnings?.(spec, asked) ?? []);
}

/** What else can happen to the newest copy. */
const UNSAFE: Readonly<Record<Design["recoveryPoint"], string>> = {
  shared: "failure of the shared storage, data lost by replication",
  replicas: "corruption and deletion, which replication carries along",
  copy: "corruption and deletion, which replication carries along",
  backup: "a backup that cannot be read",
  none: "a backup that cannot be read",
};

function unsafe({ corruption, storage }: Scenario["spec"], { recoveryPoint }: Design): string {
  if (corruption) return UNSAFE.backup;
  return storage && recoveryPoint === "shared"
    ? "corruption and deletion, of which no disk saves a copy"
    : UNSAFE[recoveryPoint];
}

/** What this run leaves out, in words. */
export function notModelled({ spec }: Scenario, design: Design): string[] {
  return [
    ...sections.flatMap((section) => section.leavesOut?.(spec) ?? []),
    "planned work: releases, updates, maintenance",
    unsafe(spec, design),
  ];
}
