import type { FaultKind } from "../cluster/protocols/protocol.js";
import { protocolOf } from "../cluster/protocols/registry.js";
import type { ClusterSpec, FailureModeSpec } from "../cluster/spec.js";
import { type Distilled, distil, type Unseen } from "../readings/distil.js";
import type { PlatformInForce, Scenario } from "../scenario/scenario.js";

/** What the platform makes of one failure mode, and what there is to say about it. */
interface Replaced {
  readonly mode: FailureModeSpec;
  /** Of its own laws: those that are the platform's now. */
  readonly fields: readonly ("detection" | "repair" | "crew" | "recovery")[];
  readonly note: string;
}

/** Failure modes of which the same is said. */
function gathered(all: readonly Replaced[]): string[] {
  const modes = (said: string) => all.filter(({ note }) => note === said).map(({ mode }) => mode.name);
  return [...new Set(all.map(({ note }) => note))].map((said) => `${[...new Set(modes(said))].join(", ")}: ${said}`);
}

/**
 * The scenario with the laws of its platform in the place of its own: for each failure mode how soon it is declared and
 * then taken over, distilled from the platform's protocol. What the platform cannot say stays, and the notes name it.
 */
export function onPlatform(scenario: Scenario): Scenario {
  const { platform, spec } = scenario;
  if (platform === undefined || platform.notes !== undefined) return scenario;
  if (spec.nodes < 2)
    return {
      ...scenario,
      platform: { ...platform, notes: [`platform ${platform.name}: has nothing to do on one node`] },
    };
  const replace = (mode: FailureModeSpec) => replaced(scenario, platform, mode);
  const all = spec.classes.flatMap(({ modes }) => modes.map(replace));
  const notes = [...gathered(all), staying(scenario)].map((note) => `platform ${platform.name}: ${note}`);
  return {
    ...scenario,
    spec: {
      ...spec,
      classes: spec.classes.map((kind) => ({ ...kind, modes: kind.modes.map((mode) => replace(mode).mode) })),
    },
    platform: { ...platform, notes },
    assumptions: [...platform.assumptions, ...stillAssumed(scenario, all)],
  };
}

/** A mode as the platform in force detects and takes over such a fault; as it is, where that has nothing to say. */
export function platformMode({ platform, spec }: Scenario, mode: FailureModeSpec, fault: FaultKind): FailureModeSpec {
  if (platform === undefined || spec.nodes < 2 || !protocolOf(platform.name).faults.includes(fault)) return mode;
  const laws = distilled(platform, fault);
  return typeof laws === "string" ? mode : takenOver(mode, laws, spec);
}

/** The mode with a failover of the platform; where the platform ends none by itself a person does, as in a takeover that did not work. */
function takenOver(mode: FailureModeSpec, { detection, classes }: Distilled, spec: ClusterSpec): FailureModeSpec {
  const byPerson = [{ share: 1, detection, recovery: spec.takeover.manual }];
  return { ...mode, detection, incidents: classes.length > 0 ? classes : byPerson, recovery: "failover" };
}

const MOST_REMEMBERED = 256;
const remembered = new Map<string, Distilled | Unseen>();

/** Distilled once: the designs that are compared, and every candidate of a plan, ask for the same laws. */
function distilled({ name, settings }: PlatformInForce, fault: FaultKind): Distilled | Unseen {
  const key = JSON.stringify([name, settings, fault]);
  const known = remembered.get(key);
  if (known) return known;
  const laws = distil(protocolOf(name).incident(settings, fault));
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(key, laws);
  return laws;
}

function replaced(scenario: Scenario, platform: PlatformInForce, mode: FailureModeSpec): Replaced {
  const { name, faults } = platform;
  const fault = Object.hasOwn(faults, mode.name) ? faults[mode.name] : undefined;
  const protocol = protocolOf(name);
  const kept = (why: string): Replaced => ({
    mode,
    fields: [],
    note: `detection and takeover stay the scenario's, for ${why}`,
  });
  if (fault === undefined)
    return kept(`nobody says what it is to ${name} (platform.faults: {${mode.name}: ${protocol.faults[0]}})`);
  if (!protocol.faults.includes(fault)) return kept(`${name} knows no ${fault}`);
  const laws = distilled(platform, fault);
  if (typeof laws === "string") return kept(`${fault} is ${laws} by ${name}`);
  const { detection, classes, sampled } = laws;
  const how = sampled === 0 ? "exactly" : `from ${sampled} incidents played`;
  const told = (what: string) => `${what} are those after ${fault}, distilled ${how}`;
  if (protocol.inPlace?.includes(fault) && classes.length === 1) {
    const { recovery: repair } = classes[0]!;
    return {
      mode: { ...mode, detection, repair, needsCrew: false, recovery: "in-place" },
      fields: ["detection", "repair", "crew", "recovery"],
      note: told("detection and restart in place"),
    };
  }
  if (mode.recovery === "in-place" && !defaulted(scenario, mode, "recovery")) {
    return {
      mode: { ...mode, detection },
      fields: ["detection"],
      note: told("detection, not recovery (which stays in place),"),
    };
  }
  return {
    mode: takenOver(mode, laws, scenario.spec),
    fields: ["detection", "recovery"],
    note:
      classes.length > 0
        ? told("detection and takeover")
        : `${fault} is never recovered from by ${name} itself: a person does it (manualRecovery)`,
  };
}

/** What the platform has no say in. */
function staying({ spec }: Scenario): string {
  const own = ["coverage", "takeover of work that had to wait for a repaired node"];
  if (spec.commonCause) own.push("detection of a common cause");
  return `${own.join(", ")} stay the scenario's; start and warm-up of what runs on top of the platform are left out`;
}

/** The scenario's defaults that the platform has not replaced. */
function stillAssumed(scenario: Scenario, all: readonly Replaced[]): Scenario["assumptions"] {
  const gone = new Set(all.flatMap(({ mode, fields }) => fields.map((field) => `failures.${mode.name}.${field}`)));
  if (all.every(({ fields }) => fields.includes("detection")) && !scenario.spec.commonCause) gone.add("detection");
  return scenario.assumptions.filter(({ what }) => !gone.has(what));
}

/** Did nobody say how the mode is recovered from? Then the platform decides. */
function defaulted({ assumptions }: Scenario, { name }: FailureModeSpec, field: string): boolean {
  return assumptions.some(({ what }) => what === `failures.${name}.${field}`);
}
