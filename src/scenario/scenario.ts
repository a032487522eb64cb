import type { Absence } from "../cluster/protocols/absences.js";
import type { FaultKind } from "../cluster/protocols/protocol.js";
import type { Platform } from "../cluster/protocols/registry.js";
import type { SettingChange } from "../cluster/protocols/rules/settingsInForce.js";
import type { ClusterSpec } from "../cluster/spec.js";
import type { Assumption } from "../notation/presets/assumption.js";
import type { Grade, PricedPer } from "../notation/presets/presets.js";
import type { MoneyRate } from "../notation/units/money.js";
import type { ExperimentAsked } from "./drill/experiment.js";
import type { Threshold } from "./drill/threshold.js";
import type { Expectation } from "./prices/expectation.js";
import type { Needs } from "./prices/needsSchema.js";

/** A scenario ready to run: units resolved (seconds, shares of one), every default filled and listed. */
export interface Scenario {
  readonly title: string;
  readonly description?: string | undefined;
  /** Name of the design; whether it exists is the registry's to say. */
  readonly architecture: string;
  readonly spec: ClusterSpec;
  readonly seed: string;
  /** Length of the mission, in seconds. */
  readonly horizon: number;
  /** Seconds at the start that long-run figures leave out; undefined = the study's own rule. */
  readonly warmup?: number | undefined;
  readonly objectives: Objectives;
  readonly downtimeCost?: MoneyRate | undefined;
  readonly state: "stateless" | "stateful";
  /** The repair contract in force; undefined when the scenario gives its own repairs. */
  readonly contract?: Contract | undefined;
  readonly prices: PriceList;
  /** What a plan is asked for. */
  readonly needs?: Needs | undefined;
  /** The fault that is played; such a scenario may do without a design. */
  readonly drill?: Drill | undefined;
  /** The software that detects and takes over; undefined: the laws of the failure modes alone. */
  readonly platform?: PlatformInForce | undefined;
  /** The faults that are played on the cluster itself. */
  readonly experiment?: ExperimentAsked | undefined;
  readonly expect: readonly Expectation[];
  /** Every default that was used. */
  readonly assumptions: readonly Assumption[];
}

/** One fault that strikes the leading or serving node of one platform, many times over, while other members may be away. */
export interface Drill {
  readonly platform: Platform;
  readonly fault: FaultKind;
  /** Seconds until a fault that passes ends; undefined: never. */
  readonly lasts: number | undefined;
  /** Members that are away meanwhile, and their names. */
  readonly absences: readonly (Absence & { readonly target: string })[];
  /** The platform's own as it works with them, complete: seconds and counts. */
  readonly settings: object;
  /** Those that it does not use as they were given. */
  readonly changes: readonly SettingChange[];
  readonly trials: number;
  readonly thresholds: readonly Threshold[];
  /** The scenario names no design, so that nothing else can be asked of it. */
  readonly alone: boolean;
  /** The settings that nobody gave. */
  readonly assumptions: readonly Assumption[];
}

/** A platform that a design runs on. */
export interface PlatformInForce {
  readonly name: Platform;
  /** The platform's own as it works with them, complete: seconds and counts. */
  readonly settings: object;
  /** Those that it does not use as they were given. */
  readonly changes: readonly SettingChange[];
  /** What a failure mode is to the platform; what is not here it knows nothing of. */
  readonly faults: Readonly<Record<string, FaultKind>>;
  /** The settings that nobody gave. */
  readonly assumptions: readonly Assumption[];
  /** What of the scenario its laws replaced and what not, once they have. */
  readonly notes?: readonly string[];
}

/** An outage on a platform is over when the service serves again, or when its clients are served again. */
export type RtoAt = "server" | "clients";

export interface Objectives {
  readonly availability?: number | undefined;
  /** Seconds. */
  readonly rto?: number | undefined;
  readonly rtoFrom: "disruption" | "declaration";
  /** On a platform, where its clock stops, and with it an outage. */
  readonly rtoAt: RtoAt;
  /** Seconds. */
  readonly rpo?: number | undefined;
  /** Probability of a year without a violation that counts as met. */
  readonly compliance: number;
}

export interface Contract {
  readonly name: string;
  readonly price: Price;
}

export interface PriceList {
  readonly name: string;
  readonly currency: string;
  /** By name: server, power, loadBalancer… */
  readonly items: Readonly<Record<string, Price>>;
}

export interface Price {
  /** Money, money a year, or (for `writtenOff`) seconds, as `unit` says. */
  readonly amount: number;
  readonly unit: "money" | "money/year" | "seconds";
  readonly per: PricedPer;
  readonly grade: Grade | "given";
  readonly source: string;
}
