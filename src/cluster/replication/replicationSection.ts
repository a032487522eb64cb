import { z } from "zod";
import type { Law } from "../../kernel/law.js";
import { exponential } from "../../kernel/laws/exponential.js";
import { shifted } from "../../kernel/laws/made/shifted.js";
import { exp } from "../../kernel/maths.js";
import { block, data, dataRate, distance, duration } from "../../notation/document/fields.js";
import type { Finding } from "../../notation/document/problem.js";
import { lawOf } from "../../notation/laws/law.js";
import { law } from "../../notation/laws/lawNotation.js";
import { formatDuration } from "../../notation/units/duration.js";
import { MULTI_SITE } from "../recovery/strategies.js";
import { section } from "../section.js";

/** How the standby's copy follows. */
export interface ReplicationSpec {
  /** How old the copy is at any moment; absent = a write counts only once it is there. */
  readonly lag?: Law | undefined;
  /** The last standby, or a site, is lost: until writes no longer wait for it; absent = they never do. */
  readonly stall?: Law | undefined;
  /** Probability that the copy is new enough to be promoted without a person, in [0, 1]. */
  readonly promotable: number;
  /** How much longer a write takes as it waits for the copy; 0 = it does not. */
  readonly roundTrip: number;
  /** How long a write may wait for that; absent = nobody said. */
  readonly writeWithin?: number | undefined;
}

/** Probability that a takeover works by itself: it does, and the copy is new enough. */
export const promotes = ({ takeover, replication }: Promoting): number =>
  takeover.coverage * (replication?.promotable ?? 1);

interface Promoting {
  readonly takeover: { readonly coverage: number };
  readonly replication?: ReplicationSpec | undefined;
}

/** Seconds a metre: light in fibre takes 5 µs a kilometre, and a line is 1.4 times as long as the way is far. Assumed. */
const FIBRE = 1.4 * 5e-9;

const MODES = ["sync", "semi-sync", "async", "drbd-a", "drbd-b", "drbd-c"] as const;
const LAGS: readonly string[] = ["async", "drbd-a"];

const schema = block({
  mode: z
    .enum(MODES)
    .describe(
      "When a write counts: once the standby has it (sync, semi-sync, drbd-b, drbd-c), or before (async, drbd-a).",
    ),
  lag: law.optional().describe("async: how old the copy is at any moment."),
  writes: dataRate.optional().describe("async: how much is written, instead of lag; with link and burst."),
  link: dataRate.optional().describe("async: how much the line to the standby carries."),
  burst: data.optional().describe("async: how much is written at a time, on average."),
  maxLag: duration.optional().describe("async: a copy older than that is not promoted but by a person."),
  distance: distance
    .optional()
    .describe(
      "How far the copy is away: fibre, 5 µs/km, 1.4 times as long as the way. sync: each write waits there and back.",
    ),
  writeWithin: duration
    .optional()
    .describe("sync: how long a write may wait for the copy; warned of where it is too far."),
  stall: law.optional().describe("sync: the last standby is lost; until writes go on without it."),
}).describe(
  "The standby, or each site, has a copy of the data of its own: when it has what was written, and what waits for it.",
);

type Written = z.output<typeof schema>;

type Document = {
  readonly replication?: Written | undefined;
  readonly architecture?: string | undefined;
  readonly state?: string | undefined;
  readonly storage?: unknown;
};

type Whole = { readonly replication?: ReplicationSpec | undefined };

/** `replication:` of a scenario. */
export const replication = section({
  schema,
  reads: ["architecture", "storage"],
  spec({ replication: given, architecture, state }: Document, { defaults }): ReplicationSpec | undefined {
    const written =
      given ?? (architecture === MULTI_SITE && state !== "stateless" ? { mode: "async" as const } : undefined);
    if (written === undefined) return undefined;
    const { mode, maxLag, stall } = written;
    const away = (written.distance ?? 0) * FIBRE;
    const preset = (field: string) => `replication.${mode}.${field}`;
    if (!LAGS.includes(mode))
      return {
        stall: lawOf(stall ?? defaults.law("replication.stall", preset("stall"))),
        promotable: 1,
        roundTrip: 2 * away,
        writeWithin: written.writeWithin,
      };
    const atOnce = queued(written) ?? lawOf(written.lag ?? defaults.law("replication.lag", preset("lag")));
    const lag = away > 0 ? shifted({ by: away, law: atOnce }) : atOnce;
    return { lag, roundTrip: 0, promotable: maxLag === undefined ? 1 : 1 - exp(-lag.cumulativeHazard(maxLag)) };
  },
  findings(document: Document): Finding[] {
    const { replication: written, architecture, storage } = document;
    if (written === undefined) return [];
    const found: Finding[] = [];
    const stray = (key: string, message: string) => found.push({ path: ["replication", key], message, at: "key" });
    if (architecture !== "active-passive" && architecture !== MULTI_SITE) {
      const message = "is of a standby that follows one server, or of sites that all serve";
      const suggestion = `architecture: active-passive, or ${MULTI_SITE}`;
      found.push({ path: ["replication"], message, suggestion, at: "key" });
    }
    if (storage !== undefined)
      found.push({
        path: ["replication"],
        message: "stands beside storage:, which all nodes share; keep one",
        at: "key",
      });
    const { mode, lag, writes, link, burst, maxLag, stall } = written;
    if (maxLag !== undefined && architecture === MULTI_SITE) stray("maxLag", "means nothing where nobody is promoted");
    if (!LAGS.includes(mode)) {
      for (const [key, value] of Object.entries({ lag, writes, link, burst, maxLag }))
        if (value !== undefined) stray(key, `means nothing with ${mode}, whose copy has every write`);
      return found;
    }
    for (const [key, value] of Object.entries({ stall, writeWithin: written.writeWithin }))
      if (value !== undefined) stray(key, `means nothing with ${mode}, which waits for nobody`);
    const queue = { writes, link, burst };
    const missing = Object.entries(queue).flatMap(([key, value]) => (value === undefined ? [key] : []));
    if (missing.length === 3) return found;
    if (lag !== undefined) stray("lag", "stands beside writes, link and burst, which say it; keep one");
    if (missing.length > 0) found.push({ path: ["replication"], message: `needs ${missing.join(" and ")} too` });
    else if (burst === 0)
      found.push({ path: ["replication", "burst"], message: "must be more than nothing", suggestion: "1MB" });
    else if (writes! >= link!) {
      const message = "the line carries less than is written: the copy falls behind for ever";
      found.push({ path: ["replication", "link"], message });
    }
    return found;
  },
  warnings({ replication: spec }: Whole) {
    if (!spec) return [];
    const { roundTrip, writeWithin } = spec;
    if (writeWithin !== undefined && roundTrip > writeWithin) {
      const text = `each write waits ${formatDuration(roundTrip)} for the copy and back, more than ${formatDuration(writeWithin)}: it is too far away to be synchronous`;
      return [{ code: "copy-too-far", text }];
    }
    if (!spec.lag) return [];
    const text = `the loss of what serves loses what the copy lags behind: ${formatDuration(spec.lag.mean)} on average`;
    return [{ code: "async-loses", text }];
  },
});

/**
 * The age of the copy where bursts queue for the line: they come at λ = writes/burst and leave at μ = link/burst, an M/M/1 queue. One
 * that comes finds k before it with probability (1 − ρ)ρᵏ, ρ = λ/μ, and waits for k + 1 of them to leave: a geometric sum of
 * exponentials, which is exponential with the mean 1/(μ(1 − ρ)) = burst/(link − writes). Undefined where that is not said.
 */
function queued({ writes, link, burst }: Written): Law | undefined {
  if (writes === undefined || link === undefined || burst === undefined) return undefined;
  return exponential({ mean: burst / (link - writes) });
}
