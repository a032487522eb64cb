import { z } from "zod";
import type { Law } from "../../kernel/law.js";
import { deterministic } from "../../kernel/laws/deterministic.js";
import { exp } from "../../kernel/maths.js";
import { block, data, dataRate, duration, share } from "../../notation/document/fields.js";
import type { Finding, PathPart } from "../../notation/document/problem.js";
import { lawOf } from "../../notation/laws/law.js";
import { law } from "../../notation/laws/lawNotation.js";
import type { Defaults } from "../../notation/presets/defaults.js";
import { section } from "../section.js";
import { type RecoverySpec, STEPS, type StepName, type StepSpec } from "./recoverySpec.js";
import { isBetweenSites, STRATEGIES, type Strategy } from "./strategies.js";

const step = block({
  name: z.enum(STEPS).describe("What is done."),
  takes: law.optional().describe("How long it takes."),
  size: data.optional().describe("restore, replay: how much data is read, instead of takes."),
  rate: dataRate.optional().describe("restore, replay: how fast."),
  success: share.optional().describe("Probability that it works by itself; else a person finishes it (manual)."),
});

const schema = block({
  detect: law.optional().describe("From the loss of the serving site to its being noticed."),
  declare: z
    .union([z.literal("automatic"), law])
    .optional()
    .describe("A person decides that the other site takes over, and how long that takes; or automatic."),
  thirdSite: z
    .boolean()
    .optional()
    .describe("true: a third place with a vote, which both sites reach, says which of them is lost."),
  steps: z.array(step).min(1).max(20).optional().describe("What is done then, one after another."),
  manual: law.optional().describe("A person finishes a step that did not work."),
  tests: block({
    every: duration.describe("From one test of the recovery to the next."),
    halfLife: duration.optional().describe("Untested for so long, half of what worked at a test still does."),
  })
    .optional()
    .describe("Recoveries are tested: what worked at a test works less and less surely afterwards."),
  failback: z
    .union([
      z.literal("never"),
      block({
        after: law.optional().describe("From both sites working to the move back."),
        takes: law.optional().describe("How long the service is down for it."),
      }),
    ])
    .optional()
    .describe("The service moves back to the first site, which is an outage of its own."),
  comeBack: law.optional().describe("The other site is lost while it serves: until the first one, which works, does."),
  lag: law.optional().describe("How old the other site's copy of the data is at any moment."),
}).describe("How a service is recovered at another site: detect, declare, the steps, and the way back.");

type Written = z.output<typeof schema>;
type WrittenStep = z.output<typeof step>;

type Document = {
  readonly recovery?: Written | undefined;
  readonly architecture?: string | undefined;
  readonly standby?: unknown;
};

type Whole = { readonly recovery?: RecoverySpec | undefined };

/** `recovery:` of a scenario: how another site takes over, in the designs between sites. */
export const recovery = section({
  schema,
  reads: ["architecture"],
  spec({ recovery: written = {}, architecture }: Document, { defaults }): RecoverySpec | undefined {
    return isBetweenSites(architecture) ? recoveryOf(written, architecture, defaults) : undefined;
  },
  findings(document: Document): Finding[] {
    const { recovery: written, architecture, standby } = document;
    if (isBetweenSites(architecture) && standby !== undefined) {
      const message = `is what ${architecture} says itself: how the nodes of the second site wait`;
      return [{ path: ["standby"], message, suggestion: `architecture: ${STRATEGIES.join(", ")}`, at: "key" }];
    }
    if (written === undefined) return [];
    if (!isBetweenSites(architecture)) {
      const message = "means nothing where no site takes over from another";
      return [{ path: ["recovery"], message, suggestion: `architecture: ${STRATEGIES[1]}`, at: "key" }];
    }
    return [
      ...(written.steps ?? []).flatMap((one, i) => stepFindings(one, ["recovery", "steps", i])),
      ...votes(document),
      ...testFindings(written.tests),
    ];
  },
  warnings({ recovery }: Whole) {
    if (!recovery?.automatic) return [];
    const text =
      "the takeover between sites is automatic: its third site is taken to be reached by both, and never to be wrong";
    return [{ code: "automatic-between-sites", text }];
  },
});

/** Between two sites alone a lost site and a cut line look the same: who decides by itself needs a vote somewhere else. */
function votes({ recovery }: Document): Finding[] {
  if (recovery?.declare !== "automatic" || recovery.thirdSite) return [];
  const message =
    "automatic needs a third site with a vote: of two sites each sees the other one gone when the line between them is cut, and both would serve";
  return [{ path: ["recovery", "declare"], message, suggestion: "thirdSite: true" }];
}

function testFindings(tests: Written["tests"]): Finding[] {
  if (tests?.halfLife !== 0) return [];
  const message = "0 would have nothing work the moment after its test";
  return [{ path: ["recovery", "tests", "halfLife"], message, suggestion: "1y" }];
}

function stepFindings({ name, takes, size, rate }: WrittenStep, path: readonly PathPart[]): Finding[] {
  const reads = name === "restore" || name === "replay";
  const by = { size, rate };
  const stray = (["size", "rate"] as const).filter((key) => by[key] !== undefined && !reads);
  if (stray.length > 0)
    return stray.map((key) => ({ path: [...path, key], message: `is not of ${name}, which reads no data`, at: "key" }));
  if ((size === undefined) !== (rate === undefined)) {
    const [given, missing] = size === undefined ? ["rate", "size"] : ["size", "rate"];
    return [{ path: [...path, given!], message: `needs ${missing} beside it`, at: "key" }];
  }
  if (rate === 0) return [{ path: [...path, "rate"], message: "would never end", suggestion: "200MB/s" }];
  if (takes === undefined || size === undefined) return [];
  return [{ path: [...path, "takes"], message: "stands beside size and rate, which say it; keep one", at: "key" }];
}

function recoveryOf(written: Written, strategy: Strategy, defaults: Defaults): RecoverySpec {
  const timed = (field: "detect" | "manual" | "comeBack" | "lag"): Law =>
    lawOf(written[field] ?? defaults.law(`recovery.${field}`, `recovery.${field}`));
  const { declare } = written;
  return {
    detect: timed("detect"),
    declare:
      declare === "automatic"
        ? lawOf("immediate")
        : lawOf(declare ?? defaults.law("recovery.declare", "recovery.declare")),
    automatic: declare === "automatic",
    steps: stepsOf(written, strategy, defaults),
    manual: timed("manual"),
    failback: failbackOf(written.failback, defaults),
    comeBack: timed("comeBack"),
    lag: timed("lag"),
  };
}

/** Servers that run already need not be started; what a strategy has no step for takes no time. */
const USUAL_STEPS: Readonly<Record<Strategy, readonly StepName[]>> = {
  "pilot-light": ["scaleUp", "redirect", "verify"],
  "warm-standby": ["scaleUp", "redirect", "verify"],
  "hot-standby": ["redirect", "verify"],
};

function stepsOf({ steps, tests }: Written, strategy: Strategy, defaults: Defaults): StepSpec[] {
  const asked: readonly WrittenStep[] = steps ?? USUAL_STEPS[strategy].map((name) => ({ name }));
  const kept = tests === undefined ? 1 : keptBetweenTests(tests, defaults);
  const preset = (name: StepName, field: string) => {
    const own = `recovery.${strategy}.${name}.${field}`;
    return defaults.has(own) ? own : `recovery.steps.${name}.${field}`;
  };
  return asked.map(({ name, takes, size, rate, success }): StepSpec => {
    const what = (field: string) => `recovery.steps.${name}.${field}`;
    const reads = size === undefined || rate === undefined ? undefined : deterministic({ value: size / rate });
    return {
      name,
      takes: reads ?? lawOf(takes ?? defaults.law(what("takes"), preset(name, "takes"))),
      success: kept * (success ?? defaults.share(what("success"), preset(name, "success"))),
    };
  });
}

const LN_2 = Math.LN2;

/**
 * The share of what worked at the last test that still does at a disaster, which comes at any time between two tests: the mean of
 * 2^(−age/halfLife) over ages from 0 to `every`, (1 − e^(−x))/x with x = ln 2 · every/halfLife.
 */
function keptBetweenTests({ every, halfLife }: NonNullable<Written["tests"]>, defaults: Defaults): number {
  const half = halfLife ?? defaults.seconds("recovery.tests.halfLife", "recovery.tests.halfLife");
  const x = (LN_2 * every) / half;
  return x < 1e-6 ? 1 : (1 - exp(-x)) / x;
}

function failbackOf(written: Written["failback"], defaults: Defaults): RecoverySpec["failback"] {
  if (written === "never") return undefined;
  const timed = (field: "after" | "takes") =>
    lawOf(written?.[field] ?? defaults.law(`recovery.failback.${field}`, `recovery.failback.${field}`));
  return { after: timed("after"), takes: timed("takes") };
}
