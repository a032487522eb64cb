import { z } from "zod";
import { SELECTORS, SHAPES, STRIKES } from "../../cluster/drill/strike.js";
import { block, count, duration, quantity, share } from "../../notation/document/fields.js";
import { quote } from "../../notation/document/problem.js";
import { law, span } from "../../notation/laws/lawNotation.js";
import type { Parsed } from "../../notation/units/quantity.js";
import { parseThreshold } from "./threshold.js";

const MOST_TRIALS = 1_000_000;
const MOST_FAULTS = 100;

/** Who is struck, as written: a selector, nodes by name, or a zone. */
const targetWord = quantity(
  (text): Parsed<string> => {
    const word = text.trim();
    if ((SELECTORS as readonly string[]).includes(word) || /^node-[1-9]\d{0,5}$/.test(word)) return { value: word };
    if (/^zone:[\w-]{1,40}$/.test(word)) return { value: word };
    const message = `${quote(text)} is not a target (${SELECTORS.join(", ")}, node-2, zone:a)`;
    return { message, suggestion: "primary" };
  },
  "target",
  "string",
  "primary",
);
const target = z.union([targetWord, z.array(targetWord).min(1).max(1000)]);

export const threshold = quantity(parseThreshold, "threshold", "string", "ttr p95 < 30s");

const fault = block({
  at: duration.describe("When it strikes first, from the start of the experiment."),
  kind: z.enum(STRIKES).describe("What happens to a node."),
  target: target
    .optional()
    .describe(`Whom it strikes: ${SELECTORS.join(", ")}, node-2, zone:a, or a list; one unless told.`),
  for: span
    .optional()
    .describe("How long it lasts; without it, until it is repaired as the scenario repairs such a fault."),
  every: law.optional().describe("It strikes again and again, so far apart: 5min, or a law for random times."),
  detection: law.optional().describe("From the fault to its declaration, where it is found in a way of its own."),
  speed: share.optional().describe("slow: the share of its power that is left."),
  by: span.optional().describe("latency: by how much requests and heartbeats come later."),
  shape: z
    .enum(SHAPES)
    .optional()
    .describe(
      "partition: split (its targets and the others), one-way (the others do not hear its targets) or bridge (its targets reach " +
        "both halves of the others); split unless told.",
    ),
  share: share.optional().describe("loss: the share of requests and heartbeats that is lost."),
});

/** `experiment:` of a scenario. */
export const experiment = block({
  faults: z.array(fault).min(1).max(MOST_FAULTS).describe("What strikes, and when."),
  lasts: span.optional().describe("Length of the experiment; 10 min after the last fault is over unless told."),
  steadyState: z.array(threshold).optional().describe("What must hold before the first fault."),
  thresholds: z.array(threshold).optional().describe("What must hold: ttr < 30s, errorRate < 1%, p99 latency < 500ms."),
  trials: count.max(MOST_TRIALS).optional().describe("How often it is played; once unless told."),
  background: z.boolean().optional().describe("true: nodes also fail by themselves meanwhile."),
  requests: block({
    concurrency: count.max(10_000).optional().describe("Requests a node works on at a time; 1 unless told."),
    timeout: span.optional().describe("A request that has to wait longer fails; unless told, requests wait."),
  })
    .optional()
    .describe("How service.demand is served."),
  zones: z
    .record(z.string().regex(/^[\w-]{1,40}$/, "a zone is named by a word"), z.array(targetWord).min(1).max(10_000))
    .optional()
    .describe("Which nodes stand together: {a: [node-1, node-2], b: [node-3]}."),
}).describe(
  "A chaos experiment: hasim drill plays its faults on the cluster of this scenario and judges the thresholds.",
);

export type WrittenExperiment = z.output<typeof experiment>;
export type WrittenFault = z.output<typeof fault>;
