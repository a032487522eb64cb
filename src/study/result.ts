import type { SettingChange } from "../cluster/protocols/rules/settingsInForce.js";

/** The answer of `run`, `solve` and each entry of `compare`, as printed by `--json`. Times in seconds, rates per year of 8 766 h, shares of one. */

/** An estimate with its interval; exact figures have low = high = mean; nothing seen: mean null and high the bound. */
export interface Estimate {
  readonly mean: number | null;
  readonly low: number;
  readonly high: number;
  /** Confidence level of [low, high]; 1 for exact figures. */
  readonly level: number;
}

/** A distribution of durations, in seconds. */
export interface Quantiles {
  readonly mean: Estimate;
  readonly p5: Estimate;
  readonly p50: Estimate;
  readonly p95: Estimate;
  readonly p99: Estimate;
  readonly max: number;
  readonly count: number;
}

export type Verdict = "met" | "missed" | "undecided";
export type Method = "crude" | "exact" | "accelerated";

export interface Result {
  readonly formatVersion: "1.0";
  readonly scenario: string;
  readonly architecture: string;
  readonly nodes: number;
  /** What was understood, in words: "5 active + 1 spare". */
  readonly understood: string;
  readonly seed: string;
  readonly method: Method;
  /** What was asked, why this method, and whether it stands in for an accelerated one whose guards did not hold. */
  readonly choice: { readonly asked: Method | "auto"; readonly why: string; readonly fellBack: boolean };
  /** Of an exact answer: those that single outages were seen in, if any. */
  readonly replications: number;
  readonly simulatedYears: number;
  /** True when the interval of unavailability is wider than the precision asked. */
  readonly cut: boolean;
  /** How many equal outages would tell as much about the downtime; null where no chance is involved. */
  readonly effectiveSampleSize: number | null;
  readonly availability: Estimate;
  readonly nines: Estimate;
  readonly unavailability: Estimate;
  /** Share of the demand served. */
  readonly served: Estimate;
  readonly downtimePerYear: Estimate;
  readonly downtimePerMonth: Estimate;
  readonly outagesPerYear: Estimate;
  readonly degraded: Estimate;
  readonly perService: {
    readonly services: number;
    readonly unavailability: Estimate;
    readonly downtimePerYear: Estimate;
    readonly outagesPerYear: Estimate;
  };
  /** Seconds a year. */
  readonly downtimeByPhase: Readonly<Record<string, Estimate>>;
  readonly downtimeByOrigin: Readonly<Record<string, Estimate>>;
  readonly planned: Estimate;
  readonly mttf: Estimate | null;
  readonly mission: {
    readonly horizon: number;
    readonly downtime: Estimate;
    readonly outages: Estimate;
    readonly unreliability: Estimate;
  } | null;
  readonly timeToDetect: Quantiles | null;
  readonly timeToRecover: Quantiles | null;
  readonly outageDuration: Quantiles | null;
  readonly rto: RtoResult | null;
  readonly rpo: RpoResult | null;
  readonly promise: { readonly rto95: number | null; readonly rto99: number | null };
  readonly objectives: readonly {
    readonly name: string;
    readonly asked: string;
    readonly got: string;
    readonly verdict: Verdict;
  }[];
  readonly warnings: readonly { readonly code: string; readonly text: string }[];
  /** How often a service comes to have two writers, and how long a year; unknown where nothing can divide the nodes. */
  readonly splitBrain: { readonly incidentsPerYear: Estimate; readonly secondsPerYear: Estimate };
  readonly figures: Readonly<Record<string, Estimate>>;
  readonly notes: readonly string[];
  readonly assumptions: readonly Assumption[];
  /** Settings that the platform does not use as they were given; none without a platform. */
  readonly settingChanges: readonly SettingChange[];
  readonly notModelled: readonly string[];
  /** Downtime of a single year of the long run, averaged over the services; null where no years were seen or solved. */
  readonly yearlyDowntime: YearlyDowntime | null;
  /** What moves the downtime and what takes the service down; null where no chain was solved. */
  readonly insight: Insight | null;
  readonly inputUncertainty: { readonly low: number; readonly high: number } | null;
  /** Defaults of which nobody knows better, by how far they move the downtime; the first moves it most. */
  readonly defaultsThatMatter: readonly DefaultThatMatters[];
  readonly cost: Cost;
}

/** A default, and what becomes of the downtime at the unfavourable end of its range. */
export interface DefaultThatMatters {
  readonly what: string;
  readonly value: string;
  /** The unfavourable end. */
  readonly worst: string;
  /** The downtime of a service there over what it is now; more than 1. */
  readonly factor: number;
}

export interface YearlyDowntime {
  /** Probability of a year without any. */
  readonly without: Estimate;
  /** Probability that a year is at least so available: that it has no more than so many seconds of downtime. */
  readonly within: readonly {
    readonly availability: number;
    readonly seconds: number;
    readonly probability: Estimate;
  }[];
  /** Seconds that half of the years, 95 and 99 % of them stay within; null where only the chain is known. */
  readonly quantiles: { readonly p50: Estimate; readonly p95: Estimate; readonly p99: Estimate } | null;
}

export interface Insight {
  /** By how many per cent the unavailability rises when a mean, or a probability, rises by one per cent; largest first. */
  readonly sensitivity: readonly { readonly parameter: string; readonly elasticity: number }[];
  /** Birnbaum importance of one component of a kind, failed in one way or (fault null) in any. */
  readonly importance: readonly {
    readonly component: string;
    readonly fault: string | null;
    readonly count: number;
    readonly failed: number;
    readonly birnbaum: number;
  }[];
  /** Single faults that can take the service down, and pairs that do so lastingly though neither does alone. */
  readonly cutSets: readonly { readonly faults: readonly string[]; readonly outage: "lasting" | "gap" }[];
}

export interface Assumption {
  readonly what: string;
  readonly value: string;
  readonly grade: "measured" | "vendor" | "assumed";
  readonly source: string;
}

export interface RtoResult {
  readonly objective: number;
  readonly from: "disruption" | "declaration";
  /** Where its clock stops on a platform; null without one, where the takeover is what the scenario says it is. */
  readonly at: "clients" | "server" | null;
  readonly violationsPerYear: Estimate;
  readonly yearWithout: Estimate;
  readonly withinShare: Estimate | null;
  readonly verdict: Verdict;
}

export interface RpoResult {
  readonly objective: number | null;
  readonly violationsPerYear: Estimate;
  readonly yearWithout: Estimate;
  readonly lossPerIncident: Quantiles | null;
  readonly verdict: Verdict;
}

export interface Cost {
  readonly infrastructure: number;
  readonly outage: Estimate | null;
  readonly total: Estimate | null;
  readonly total95: Estimate | null;
  readonly shortfall95: Estimate | null;
  readonly currency: string;
  readonly lines: readonly {
    readonly what: string;
    readonly perYear: number;
    readonly source: string;
    readonly grade: string;
  }[];
}
