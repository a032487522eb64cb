import { clientsIncident } from "../cluster/protocols/clientsIncident.js";
import type { FaultKind } from "../cluster/protocols/protocol.js";
import { protocolOf } from "../cluster/protocols/registry.js";
import type { ClusterSpec, FailureModeSpec, IncidentClass } from "../cluster/spec.js";
import type { Law } from "../kernel/law.js";
import { mixture } from "../kernel/laws/made/mixture.js";
import { formatDuration } from "../notation/units/duration.js";
import { type Distilled, distil, type Unseen } from "../readings/simulate/distil.js";
import type { PlatformInForce, RtoAt, Scenario } from "../scenario/scenario.js";

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
export function platformMode(scenario: Scenario, mode: FailureModeSpec, fault: FaultKind): FailureModeSpec {
  const { platform, spec, objectives } = scenario;
  if (platform === undefined || spec.nodes < 2 || !protocolOf(platform.name).faults.includes(fault)) return mode;
  const laws = distilled(platform, fault, objectives.rtoAt);
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
function distilled({ name, settings }: PlatformInForce, fault: FaultKind, at: RtoAt): Distilled | Unseen {
  const key = JSON.stringify([name, settings, fault, at]);
  const known = remembered.get(key);
  if (known) return known;
  const protocol = protocolOf(name);
  const laws =
    at === "server"
      ? distil(protocol.incident(settings, fault))
      : distil(clientsIncident(protocol, settings, fault), "reached");
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
  const { rtoAt } = scenario.objectives;
  const laws = distilled(platform, fault, rtoAt);
  if (typeof laws === "string") return kept(`${fault} is ${laws} by ${name}`);
  const { detection, classes, sampled } = laws;
  const how = sampled === 0 ? "exactly" : `from ${sampled} incidents played`;
  const told = (what: string) => `${what} are those after ${fault}, distilled ${how}`;
  const until = untilOf(platform, fault, rtoAt);
  if (protocol.inPlace?.includes(fault) && classes.length > 0) {
    const repair = recoveryOf(classes);
    return {
      mode: { ...mode, detection, repair, needsCrew: false, recovery: "in-place" },
      fields: ["detection", "repair", "crew", "recovery"],
      note: `${told("detection and restart in place")}, ${until}`,
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
        ? `${told("detection and takeover")}, ${until}`
        : `${fault} is never recovered from by ${name} itself: a person does it (manualRecovery)`,
  };
}

/** The law of recovery in whatever class: a restart in place is not told by how soon the fault was declared. */
function recoveryOf(classes: readonly IncidentClass[]): Law {
  const parts = classes.map(({ share, recovery }) => ({ weight: share, law: recovery }));
  return parts.length === 1 ? parts[0]!.law : mixture({ parts });
}

/** When an outage is over, with the mean times from the fault to either end. */
function untilOf(platform: PlatformInForce, fault: FaultKind, at: RtoAt): string {
  const [server, clients] = (["server", "clients"] as const).map((end) => meanOf(distilled(platform, fault, end)));
  if (server === undefined || clients === undefined) return "until a person has done it";
  const means = `it serves again after ${formatDuration(server)}, its clients are back after ${formatDuration(clients)}, on average`;
  return at === "clients" ? `until the clients are back (${means})` : `until it serves again, as rtoAt says (${means})`;
}

/** Mean time from the fault to the end of an incident, in seconds. */
function meanOf(laws: Distilled | Unseen): number | undefined {
  if (typeof laws === "string" || laws.classes.length === 0) return undefined;
  return laws.classes.reduce(
    (sum, { share, detection, recovery }) => sum + share * (detection.mean + recovery.mean),
    0,
  );
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
