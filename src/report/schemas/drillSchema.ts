import { z } from "zod";
import type { DrillResult } from "../../study/drill/drillResult.js";
import type { ExperimentResult } from "../../study/drill/experimentResult.js";
import { jsonText } from "./jsonText.js";
import { publishedSchema } from "./publishedSchema.js";
import { estimate, quantiles, settingChanges } from "./resultSchema.js";

const number = z.number();
const text = z.string();

const threshold = z.object({
  expression: text,
  metric: z.enum(["ttd", "ttr", "ttrClients", "latency", "errorRate", "availability", "splitBrain", "dataLoss"]),
  value: number.nullable().describe("Seconds, or a share of one; null: it never came."),
  passed: z.boolean(),
});
const standing = z.object({ subject: text, detail: text });
/** Latency and times that may have no end. */
const spread = quantiles.extend({ max: number.nullable() });
const latency = z.object({ mean: number, p5: number, p50: number, p95: number, p99: number });

const fault = z.object({
  at: number,
  kind: text,
  target: text.describe("The node or nodes it hit."),
  detectedAfter: number.nullable().describe("Null: never, or nothing was taken down."),
  recoveredAfter: number.nullable().describe("Null: never. 0: the service lost nothing."),
  clientsBackAfter: number
    .nullable()
    .optional()
    .describe("Of a fault on a platform: when its clients are served again; null: never."),
});
const happening = z.object({ at: number, what: text, subject: text, detail: text });
const assumption = z.object({
  what: text,
  value: text,
  grade: z.enum(["measured", "vendor", "assumed"]),
  source: text,
});

/** An experiment on a cluster. */
export const experimentSchema = z
  .object({
    formatVersion: z.literal("1.0"),
    scenario: text,
    experiment: z.object({
      architecture: text,
      nodes: number,
      understood: text,
      lasts: number.describe("Seconds."),
      background: z.boolean().describe("Nodes also fail by themselves."),
      faults: z.array(z.object({ at: number, kind: text, target: text, told: text })),
    }),
    seed: text,
    passed: z.boolean().describe("Every threshold holds, those of the steady state too."),
    steadyState: z.array(threshold),
    thresholds: z.array(threshold),
    faults: z.array(fault).describe("Of the first playing, as are status, timeline, phases and requests."),
    status: z.object({ before: z.array(standing), after: z.array(standing) }),
    timeline: z.array(happening),
    phases: z.array(
      z.object({
        phase: z.enum(["before", "during", "after"]),
        from: number,
        to: number,
        errorRate: number,
        latency: latency.nullable(),
      }),
    ),
    requests: z
      .array(
        z.object({
          from: number,
          to: number,
          offered: number,
          served: number,
          failed: number,
          queued: number.describe("Requests that overload has left waiting, at the end."),
          latency: z.object({ mean: number, p99: number }).nullable(),
        }),
      )
      .describe("Requests a second over time; without a stated demand one stands for all."),
    errorRate: estimate.describe("Share of requests that fail."),
    availability: estimate.describe("Share of the time in which the service is not down."),
    latency: spread.nullable().describe("Mean over the playings; null without a demand."),
    splitBrainSeconds: number,
    dataLossSeconds: number,
    timeToDetect: spread.nullable(),
    timeToRecover: spread.nullable(),
    notDetected: number,
    notRecovered: number,
    trials: z
      .object({
        count: number,
        ttd: spread.nullable(),
        ttr: spread.nullable(),
        errorRate: quantiles,
        latencyMean: spread.nullable(),
        latencyP99: spread.nullable(),
      })
      .optional()
      .describe("With several playings: how their figures are spread."),
    assumptions: z.array(assumption),
    notes: z.array(text),
  })
  .describe("An experiment on a cluster. Times in seconds; those of a fault run from the fault. Shares of one.");

/** One fault on a platform, many times. */
export const platformDrillSchema = z
  .object({
    formatVersion: z.literal("1.0"),
    scenario: text,
    platform: text,
    fault: text,
    lasts: number.nullable().describe("Seconds until a fault that passes ends; null: never."),
    absences: z
      .array(z.object({ target: text, kind: text, at: number, lasts: number.nullable().describe("Null: for ever.") }))
      .describe("Members that are away meanwhile."),
    settings: z
      .record(z.string(), z.unknown())
      .describe("The platform's own as it works with them, complete: seconds and counts."),
    settingChanges,
    seed: text,
    passed: z.boolean().describe("Every threshold holds."),
    thresholds: z.array(threshold),
    typical: number.describe("The trial of median recovery, from 1: that of faults and timeline."),
    faults: z.array(fault),
    timeline: z.array(happening),
    timeToDetect: spread.describe("What never came counts as infinitely late: null."),
    timeToRecover: spread.describe("To the service serving again."),
    timeToClients: spread.describe("To its clients being served again, by the way that settings.clients says."),
    notDetected: number,
    notRecovered: number,
    serviceDown: spread.describe("Seconds the service was down, over all trials."),
    unharmed: number.describe("Trials in which it never was."),
    clientsNotBack: number,
    rto: z
      .object({ objective: number, at: z.enum(["clients", "server"]) })
      .nullable()
      .describe("The recovery time objective, in seconds, and which of the two times it is held against."),
    trials: z.object({ count: number, ttd: spread, ttr: spread, ttrClients: spread }),
    histogram: z.array(z.object({ from: number, to: number, count: number })).describe("Trials by time to recover."),
    assumptions: z.array(assumption),
    notes: z.array(text),
  })
  .describe("One fault on a platform. Times in seconds from the fault.");

const drillSchema = z.union([experimentSchema, platformDrillSchema]);

/** The published JSON Schema (2020-12) of a drill, on a cluster or on a platform. */
export const drillJsonSchema = (): object => publishedSchema("drill", drillSchema);

/** A drill as plain data that fits the published schema. @throws Error when it does not, which is a fault of the program. */
export function publishedDrill(result: ExperimentResult | DrillResult): z.output<typeof drillSchema> {
  return drillSchema.parse(JSON.parse(jsonText(result)));
}
