import { z } from "zod";
import { block, count, duration, positive, quantity, rate } from "../document/fields.js";
import { parseDuration } from "../units/duration.js";
import type { Parsed } from "../units/quantity.js";

/** A law as written, units resolved to seconds: a bare duration, a word, or one kind with its parameters. */
export type LawNotation = number | "immediate" | LawBlock;

export interface LawBlock {
  exponential?: number | { mean?: number | undefined; rate?: number | undefined } | undefined;
  deterministic?: number | undefined;
  uniform?: number[] | undefined;
  lognormal?:
    | {
        mean?: number | undefined;
        sigma?: number | undefined;
        cv?: number | undefined;
        p50?: number | undefined;
        p95?: number | undefined;
      }
    | undefined;
  weibull?: { mean: number; shape: number } | undefined;
  gamma?: { mean: number; shape: number } | undefined;
  erlang?: { mean: number; stages: number } | undefined;
  hyperexponential?:
    | { mean?: number | undefined; cv?: number | undefined; branches?: { weight: number; mean: number }[] | undefined }
    | undefined;
  empirical?: number[] | undefined;
  mixture?: { weight: number; law: LawNotation }[] | undefined;
  shifted?: { by: number; law: LawNotation } | undefined;
  heartbeat?: { every: number; misses: number } | undefined;
}

const bareLaw = quantity(
  (text): Parsed<number | "immediate"> => (text.trim() === "immediate" ? { value: "immediate" } : parseDuration(text)),
  "duration or law",
  "string",
  "30s",
);

/** Shapes outside these bounds describe nothing that fails. */
const shape = z.number().min(0.05).max(100);
/** A length of time that a law can have on average: more than nothing. */
export const span = duration.refine((seconds) => seconds > 0, "must be longer than nothing");
const inner: z.ZodType<LawNotation> = z.lazy(() => law);

const lawBlock = block({
  exponential: z
    .union([
      span,
      block({
        mean: span.optional(),
        rate: rate.refine((perSecond) => perSecond > 0, "must be more than 0").optional(),
      }).refine(
        ({ mean, rate }) => (mean === undefined) !== (rate === undefined),
        "needs a mean or a rate, one of them",
      ),
    ])
    .describe("Memoryless: a mean (8h) or a rate (0.125/h)."),
  deterministic: duration.describe("Exactly this long."),
  uniform: z
    .array(duration)
    .length(2, "needs two durations, from and to")
    .refine(([from, to]) => from <= to, "goes from the shorter to the longer duration")
    .describe("Anything between two durations alike."),
  lognormal: block({
    mean: span.optional(),
    sigma: positive.max(5).optional(),
    cv: positive.max(1000).optional(),
    p50: span.optional(),
    p95: span.optional(),
  })
    .refine(
      (of) => ["mean sigma", "cv mean", "p50 p95"].includes(given(of)),
      "needs mean and sigma, mean and cv, or p50 and p95",
    )
    .refine(({ p50, p95 }) => p50 === undefined || p95 === undefined || p50 < p95, "p50 must be less than p95")
    .describe("Human and repair times: mean with sigma (of the logarithm) or cv, or the 50 % and 95 % quantiles."),
  weibull: block({ mean: span, shape }).describe("Shape below 1: early failures; above 1: wear-out."),
  gamma: block({ mean: span, shape }).describe("A sum of memoryless stages; the shape may be a fraction."),
  erlang: block({ mean: span, stages: count.max(10_000) }).describe("A whole number of memoryless stages."),
  hyperexponential: block({
    mean: span.optional(),
    cv: z.number().min(1).max(1000).optional(),
    branches: z
      .array(block({ weight: positive, mean: span }))
      .min(1)
      .optional(),
  })
    .refine((of) => ["cv mean", "branches"].includes(given(of)), "needs mean and cv, or branches")
    .describe("Mostly short, sometimes long: mean with cv ≥ 1, or weighted exponential branches."),
  empirical: z.array(duration).min(1).describe("One of the durations measured, each as likely."),
  mixture: z
    .array(block({ weight: positive, law: inner }))
    .min(1)
    .describe("One of several laws, by weight."),
  shifted: block({ by: duration, law: inner }).describe("A fixed time, then a law."),
  heartbeat: block({ every: span, misses: count }).describe(
    "Dead after so many missed beats, counted from the last one seen.",
  ),
})
  .partial()
  .refine(
    (of) => given(of).split(" ").length === 1 && given(of) !== "",
    "is one law: exactly one key, such as {exponential: 8h}",
  )
  .meta({ id: "lawKind", minProperties: 1, maxProperties: 1 });

/** The same for what must take some time: a fault that comes back at once would never let time go on. */
const lastingBlock = lawBlock.refine(
  ({ deterministic, uniform, empirical }) =>
    deterministic !== 0 && uniform?.[1] !== 0 && !empirical?.every((seconds) => seconds === 0),
  "must be longer than nothing",
);

/** How long something lasts. A bare duration means exactly that long. */
export const law: z.ZodType<LawNotation> = z
  .union([bareLaw, lawBlock])
  .meta({ id: "law", description: "How long something lasts: 30s means exactly that; or a law, {exponential: 8h}." });

/**
 * The life of a part, or the time between shocks: a law, where (the one exception) a bare duration is the mean of an
 * exponential life, because nobody's server fails after exactly 30 years.
 */
export const life: z.ZodType<LawNotation> = z
  .union([bareLaw.refine((is) => typeof is === "number" && is > 0, "must be longer than nothing"), lastingBlock])
  .meta({
    id: "life",
    description: "Time until it fails. Here a bare duration (30y) is the mean of an exponential life.",
  });

/** The keys that are there, sorted. */
function given(of: object): string {
  return Object.entries(of)
    .filter(([, value]) => value !== undefined)
    .map(([key]) => key)
    .sort()
    .join(" ");
}
