import type { Law } from "../../kernel/law.js";
import { deterministic } from "../../kernel/laws/deterministic.js";
import { empirical } from "../../kernel/laws/empirical.js";
import { exponential } from "../../kernel/laws/exponential.js";
import { erlang, gamma } from "../../kernel/laws/gamma.js";
import { hyperexponential, hyperexponentialFromMoments } from "../../kernel/laws/hyperexponential.js";
import { immediate } from "../../kernel/laws/immediate.js";
import { lognormal, lognormalFromMoments, lognormalFromQuantiles } from "../../kernel/laws/lognormal.js";
import { mixture } from "../../kernel/laws/made/mixture.js";
import { shifted } from "../../kernel/laws/made/shifted.js";
import { uniform } from "../../kernel/laws/uniform.js";
import { weibull } from "../../kernel/laws/weibull.js";
import { formatDuration } from "../units/duration.js";
import type { LawBlock, LawNotation } from "./lawNotation.js";

/** The kernel's law for a notation that validation has accepted. */
export function lawOf(notation: LawNotation): Law {
  if (notation === "immediate" || notation === 0) return immediate();
  if (typeof notation === "number") return deterministic({ value: notation });
  return lawOfBlock(notation);
}

/** The law of a life: a bare duration is the mean of an exponential. */
export function lifeOf(notation: LawNotation): Law {
  return typeof notation === "number" ? exponential({ mean: notation }) : lawOf(notation);
}

function lawOfBlock(of: LawBlock): Law {
  if (of.exponential !== undefined) return exponential({ mean: exponentialMean(of.exponential) });
  if (of.deterministic !== undefined) return lawOf(of.deterministic);
  if (of.uniform !== undefined) return between(of.uniform[0], of.uniform[1]);
  if (of.lognormal !== undefined) return lawOfLognormal(of.lognormal);
  if (of.weibull !== undefined) return weibull(of.weibull);
  if (of.gamma !== undefined) return gamma(of.gamma);
  if (of.erlang !== undefined) return erlang(of.erlang);
  if (of.hyperexponential !== undefined) return lawOfHyperexponential(of.hyperexponential);
  if (of.empirical !== undefined) return empirical({ values: of.empirical });
  if (of.mixture !== undefined)
    return mixture({ parts: of.mixture.map(({ weight, law }) => ({ weight, law: lawOf(law) })) });
  if (of.shifted !== undefined) return shifted({ by: of.shifted.by, law: lawOf(of.shifted.law) });
  if (of.heartbeat !== undefined) return lawOfHeartbeat(of.heartbeat);
  throw new Error("a law without a kind passed validation");
}

/**
 * Detection by heartbeats every H, dead after k misses counted from the last beat seen: a failure falls anywhere
 * between two beats, so the delay is kH − U(0, H), uniform from (k−1)H to kH.
 */
function lawOfHeartbeat({ every, misses }: { every: number; misses: number }): Law {
  return between((misses - 1) * every, misses * every);
}

function between(from: number, to: number): Law {
  return from === to ? lawOf(from) : uniform({ from, to });
}

function exponentialMean(of: NonNullable<LawBlock["exponential"]>): number {
  if (typeof of === "number") return of;
  return of.mean ?? 1 / (of.rate ?? 0);
}

function lawOfLognormal({ mean, sigma, cv, p50, p95 }: NonNullable<LawBlock["lognormal"]>): Law {
  if (p50 !== undefined && p95 !== undefined) return lognormalFromQuantiles({ p50, p95 });
  if (mean !== undefined && sigma !== undefined) return lognormal({ mean, sigma });
  if (mean !== undefined && cv !== undefined) return lognormalFromMoments({ mean, cv });
  throw new Error("a lognormal law without parameters passed validation");
}

function lawOfHyperexponential({ mean, cv, branches }: NonNullable<LawBlock["hyperexponential"]>): Law {
  if (branches !== undefined) return hyperexponential({ branches });
  if (mean === undefined || cv === undefined)
    throw new Error("a hyperexponential law without parameters passed validation");
  return cv === 1 ? exponential({ mean }) : hyperexponentialFromMoments({ mean, cv });
}

/** A law in words for a report: "lognormal, mean 30 s, sigma 0.5". */
export function describeLaw(notation: LawNotation): string {
  if (notation === "immediate") return "at once";
  if (typeof notation === "number") return `exactly ${formatDuration(notation)}`;
  const [kind, of] = Object.entries(notation).find(([, value]) => value !== undefined) ?? ["", undefined];
  if (notation.exponential !== undefined)
    return `exponential, mean ${formatDuration(exponentialMean(notation.exponential))}`;
  if (notation.deterministic !== undefined) return `exactly ${formatDuration(notation.deterministic)}`;
  if (notation.uniform !== undefined) return `uniform, ${notation.uniform.map(formatDuration).join(" to ")}`;
  if (notation.heartbeat !== undefined) {
    return `heartbeat every ${formatDuration(notation.heartbeat.every)}, dead after ${notation.heartbeat.misses} misses`;
  }
  if (notation.empirical !== undefined) return `one of ${notation.empirical.length} measured durations`;
  if (notation.mixture !== undefined) {
    const whole = notation.mixture.reduce((sum, { weight }) => sum + weight, 0);
    return notation.mixture
      .map(({ weight, law }) => `${Number(((100 * weight) / whole).toPrecision(3))} %: ${describeLaw(law)}`)
      .join("; ");
  }
  if (notation.shifted !== undefined)
    return `${formatDuration(notation.shifted.by)}, then ${describeLaw(notation.shifted.law)}`;
  if (notation.hyperexponential?.branches !== undefined)
    return `hyperexponential, ${notation.hyperexponential.branches.length} branches`;
  return [
    kind,
    ...Object.entries(of as Record<string, number>).map(([name, value]) => `${name} ${parameter(name, value)}`),
  ].join(", ");
}

const TIMES = new Set(["mean", "p50", "p95"]);

function parameter(name: string, value: number): string {
  return TIMES.has(name) ? formatDuration(value) : String(value);
}

/** The law of a life in words; a bare duration is the mean of an exponential. */
export function describeLife(notation: LawNotation): string {
  return describeLaw(typeof notation === "number" ? { exponential: notation } : notation);
}
