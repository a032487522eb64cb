import { z } from "zod";
import { publishedSchema } from "./publishedSchema.js";

const number = z.number();
const bound = number.nullable();

/** An estimate with its interval. */
export const estimate = z
  .object({
    mean: number.nullable().describe("Null when nothing was seen, or nothing is known."),
    low: bound,
    high: bound.describe("Null where there is no bound."),
    level: number.describe("Confidence of [low, high]; 1 for exact figures, whose low, high and mean are equal."),
  })
  .meta({ id: "Estimate", description: "An estimate with its interval." });

/** A distribution of durations. */
export const quantiles = z
  .object({ mean: estimate, p5: estimate, p50: estimate, p95: estimate, p99: estimate, max: number, count: number })
  .meta({ id: "Quantiles", description: "A distribution of durations, in seconds." });

/** Settings that a platform does not use as they were given. */
export const settingChanges = z
  .array(
    z.object({
      name: z.string().describe("Dotted: ring.token."),
      given: number.describe("Or its default; seconds or a plain number."),
      used: number,
      unit: z.enum(["s", ""]),
      why: z.string(),
      source: z.string(),
    }),
  )
  .describe("Settings that the platform does not use as they were given.");

export const verdict = z.enum(["met", "missed", "undecided"]).meta({ id: "Verdict" });
const estimates = z.record(z.string(), estimate);
const texts = z.array(z.string());

const perService = z.object({
  services: number.describe("How many services the cluster hosts."),
  unavailability: estimate,
  downtimePerYear: estimate,
  outagesPerYear: estimate,
});

const mission = z.object({
  horizon: number.describe("Seconds."),
  downtime: estimate.describe("Seconds over the horizon."),
  outages: estimate,
  unreliability: estimate.describe("Probability of an outage."),
});

const rto = z.object({
  objective: number.describe("Seconds."),
  from: z.enum(["disruption", "declaration"]),
  at: z
    .enum(["clients", "server"])
    .nullable()
    .describe(
      "When an outage on a platform is over: its clients are served again, or it serves again; null: no platform.",
    ),
  violationsPerYear: estimate,
  yearWithout: estimate.describe("Probability of a year without a violation."),
  withinShare: estimate.nullable().describe("Share of outages within the objective; null when none was seen."),
  verdict,
});

const rpo = z.object({
  objective: number.nullable().describe("Seconds."),
  violationsPerYear: estimate,
  yearWithout: estimate.describe("Probability of a year without a violation."),
  lossPerIncident: quantiles.nullable(),
  verdict,
});

const cost = z.object({
  infrastructure: number,
  outage: estimate.nullable(),
  total: estimate.nullable(),
  total95: estimate.nullable().describe("A year of which one in twenty is worse."),
  shortfall95: estimate.nullable().describe("Mean of the worst twentieth of years."),
  currency: z.string(),
  lines: z.array(z.object({ what: z.string(), perYear: number, source: z.string(), grade: z.string() })),
});

const yearlyDowntime = z.object({
  without: estimate.describe("Probability of a year without downtime."),
  within: z
    .array(z.object({ availability: number, seconds: number, probability: estimate }))
    .describe("Probability that a year has no more than so many seconds of downtime."),
  quantiles: z.object({ p50: estimate, p95: estimate, p99: estimate }).nullable().describe("Seconds."),
});

const insight = z.object({
  sensitivity: z
    .array(z.object({ parameter: z.string(), elasticity: number }))
    .describe("Per cent of unavailability for one per cent of a mean or a probability; largest first."),
  importance: z.array(
    z.object({
      component: z.string(),
      fault: z.string().nullable().describe("The way it fails; null for any."),
      count: number,
      failed: number.describe("Share of the time that one of them has failed."),
      birnbaum: number.describe("P(down | it has failed) − P(down | it works)."),
    }),
  ),
  cutSets: z
    .array(
      z.object({
        faults: texts,
        outage: z.enum(["lasting", "gap"]).describe("gap: only until detection and takeover are over."),
      }),
    )
    .describe(
      "Single faults that can take the service down, and pairs that do so lastingly though neither does alone.",
    ),
});

/** The answer of `run` and `solve` as `--json` prints it; the keys are printed in this order. */
export const resultSchema = z
  .object({
    formatVersion: z.literal("1.0"),
    scenario: z.string(),
    architecture: z.string(),
    nodes: number,
    understood: z.string().describe("What was understood, in words."),
    seed: z.string(),
    method: z.enum(["crude", "exact", "accelerated"]),
    choice: z.object({
      asked: z.enum(["auto", "crude", "exact", "accelerated"]),
      why: z.string(),
      fellBack: z.boolean().describe("True where it stands in for an accelerated run whose guards did not hold."),
    }),
    replications: number.describe("Of an exact answer: those that single outages were seen in, if any."),
    simulatedYears: number,
    cut: z.boolean().describe("True when the interval of unavailability is wider than the precision asked."),
    effectiveSampleSize: number
      .nullable()
      .describe("How many equal outages would tell as much about the downtime; null for exact answers."),
    availability: estimate,
    nines: estimate.describe("−log10 of the unavailability."),
    unavailability: estimate,
    served: estimate.describe("Share of the demand served."),
    downtimePerYear: estimate,
    downtimePerMonth: estimate,
    outagesPerYear: estimate,
    degraded: estimate.describe("Share of time up with less than the demand."),
    perService,
    downtimeByPhase: estimates.describe("Seconds a year, by what is being done about it."),
    downtimeByOrigin: estimates.describe("Seconds a year, by the fault that began it."),
    planned: estimate,
    mttf: estimate.nullable().describe("Mean seconds from all new to the first outage."),
    mission: mission.nullable().describe("From all new over the horizon."),
    timeToDetect: quantiles.nullable(),
    timeToRecover: quantiles.nullable(),
    outageDuration: quantiles.nullable(),
    rto: rto.nullable(),
    rpo: rpo.nullable(),
    promise: z
      .object({ rto95: number.nullable(), rto99: number.nullable() })
      .describe("Seconds within which 95 % and 99 % of outages end."),
    objectives: z.array(z.object({ name: z.string(), asked: z.string(), got: z.string(), verdict })),
    warnings: z.array(z.object({ code: z.string(), text: z.string() })),
    splitBrain: z.object({ incidentsPerYear: estimate, secondsPerYear: estimate }),
    figures: estimates.describe("What the architecture declares besides."),
    notes: texts,
    assumptions: z.array(
      z.object({
        what: z.string(),
        value: z.string(),
        grade: z.enum(["measured", "vendor", "assumed"]),
        source: z.string(),
      }),
    ),
    settingChanges,
    notModelled: texts,
    yearlyDowntime: yearlyDowntime.nullable().describe("Downtime of a single year, averaged over the services."),
    insight: insight.nullable().describe("Of the solved chain; null where none was solved."),
    inputUncertainty: z
      .object({ low: number, high: number })
      .nullable()
      .describe("Unavailability at the presets' low and high values."),
    defaultsThatMatter: z
      .array(
        z.object({
          what: z.string(),
          value: z.string(),
          worst: z.string().describe("The unfavourable end of its range."),
          factor: number.describe("Downtime of a service there over what it is now; more than 1."),
        }),
      )
      .describe("Defaults in use, by how far they move the downtime; most first."),
    cost,
  })
  .describe("Times in seconds, rates per year of 8 766 h, shares of one.");

/** The published JSON Schema (2020-12) of a result. */
export const resultJsonSchema = (): object => publishedSchema("result", resultSchema);
