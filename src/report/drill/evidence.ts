import { z } from "zod";
import type { DrillResult } from "../../study/drill/drillResult.js";
import type { ExperimentResult } from "../../study/drill/experimentResult.js";
import { publishedDrill } from "../schemas/drillSchema.js";

/** Who played what: what a drill's own result does not say. */
export interface Circumstances {
  readonly version: string;
  /** SHA-256 of the scenario as it was read, in hexadecimal. */
  readonly scenarioHash: string;
  /** The fields that flags gave over it. */
  readonly overrides: Readonly<Record<string, string>>;
  /** The scenario itself, `{}` when flags said it all: the record needs nothing beside it. */
  readonly scenarioText: string;
  /** Date and time of the drill (ISO 8601). It takes no part in the result. */
  readonly playedAt: string;
}

/** A self-contained record of a drill for an auditor: who, what, when, the outcome, and how to play it again. */
export function evidenceOf(result: ExperimentResult | DrillResult, circumstances: Circumstances): object {
  const { version, scenarioHash, overrides, scenarioText, playedAt } = circumstances;
  const flags = Object.entries(overrides).map(([field, value]) => `${field} = ${value}`);
  return {
    formatVersion: "1.0",
    record: "hasim drill evidence",
    playedAt,
    hasim: version,
    scenario: { sha256: scenarioHash, overrides, text: scenarioText },
    seed: result.seed,
    trials: result.trials?.count ?? 1,
    passed: result.passed,
    thresholds: [...("steadyState" in result ? result.steadyState : []), ...result.thresholds],
    replay: `hasim ${version}, hasim drill on the scenario text above with seed ${JSON.stringify(result.seed)}${flags.length > 0 ? `, and ${flags.join(", ")}` : ""}: the same result, byte for byte`,
    result: publishedDrill(result),
  };
}

const historyLine = z.object({
  playedAt: z.string(),
  hasim: z.string(),
  scenario: z.string(),
  sha256: z.string(),
  overrides: z.record(z.string(), z.string()).default({}),
  seed: z.string(),
  passed: z.boolean(),
  ttd: z.number().nullable(),
  ttr: z.number().nullable(),
  errorRate: z.number().nullable(),
  latencyP99: z.number().nullable(),
});

/** One drill among those kept: seconds and shares; null what never came or was not asked. */
export type HistoryLine = z.output<typeof historyLine>;

/** What is kept of a drill. `ttd` and `ttr` are the longest. */
export function historyOf(result: ExperimentResult | DrillResult, circumstances: Circumstances): HistoryLine {
  const { version, scenarioHash, overrides, playedAt } = circumstances;
  const finite = (value: number | null | undefined) => (value !== undefined && Number.isFinite(value) ? value : null);
  return {
    playedAt,
    hasim: version,
    scenario: result.scenario,
    sha256: scenarioHash,
    overrides,
    seed: result.seed,
    passed: result.passed,
    ttd: finite(result.timeToDetect?.max),
    ttr: finite(result.timeToRecover?.max),
    errorRate: "errorRate" in result ? (result.errorRate.mean ?? 0) : null,
    latencyP99: "latency" in result ? finite(result.latency?.p99.mean) : null,
  };
}

/** Reads a history, a JSON object a line; or the number, from 1, of the first line that is none. */
export function readHistory(text: string): { lines: HistoryLine[] } | { wrongLine: number } {
  const lines: HistoryLine[] = [];
  for (const [i, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const read = historyLine.safeParse(parsed(line));
    if (!read.success) return { wrongLine: i + 1 };
    lines.push(read.data);
  }
  return { lines };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
