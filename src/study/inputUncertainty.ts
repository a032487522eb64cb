import { compensatedSum } from "../kernel/estimators/sum.js";
import { SERVICE_DOWN } from "../kernel/model.js";
import { TooManyStates } from "../readings/enumerate/enumerate.js";
import { Column, YEAR } from "../readings/simulate/observation.js";
import { sampleOf } from "./answer.js";
import type { Contender } from "./compare/contender.js";
import { exactFigures } from "./figures/exact.js";
import type { Ask } from "./method/ask.js";
import type { DefaultThatMatters, Result } from "./result.js";

/** Chains up to this size are solved, which takes a moment. */
const MOST_STATES = 1_000;
/** A short run is enough: presets are uncertain by factors, not by per cents. */
const SHORT = { replications: "auto", precision: 0.15, maxEvents: 60_000 } as const;
/** Node-years of a replication: of many nodes less time is enough. */
const NODE_YEARS = 1_000;

/** A question as it is, and with every preset that was used at the favourable end of its range, and at the other. */
interface Ends {
  readonly asked: Contender;
  readonly good: Contender;
  readonly bad: Contender;
}

/**
 * What the presets do not know: by which factors the unavailability per service falls and rises from one end to the other, times
 * what was found for the question as it is. All three are measured alike: solved, other laws replaced by exponential ones, where
 * the chain is small, else simulated in short runs on the same storms. This is no confidence interval: all at one end together is
 * unlikely. Null where nothing was found that could be multiplied, or where the ends are the same.
 */
export function inputUncertainty(ends: Ends, found: number | null, ask: Ask): Result["inputUncertainty"] {
  if (found === null) return null;
  const contenders = [ends.asked, ends.good, ends.bad];
  const [asked, good, bad] = (solved(contenders) ?? contenders.map((one) => simulated(one, ask))) as Three;
  if (asked === 0 || (good === asked && bad === asked)) return null;
  const around = [good, bad, asked].map((unavailability) => (unavailability / asked) * found);
  return { low: Math.min(...around), high: Math.min(1, Math.max(...around)) };
}

type Three = [number, number, number];

/** A default, and the question with that one at the unfavourable end of its range. */
interface Worse {
  readonly what: string;
  readonly value: string;
  readonly worst: string;
  readonly contender: Contender;
}

/** Work of a run that only ranks defaults, of which there are many. */
const TO_RANK = 8_000;
/** A default that moves the downtime by less than this hardly matters. */
const SLIGHT = 1.05;

/**
 * The defaults that move the downtime most when each alone is at the unfavourable end of its range, measured as above: enough to
 * tell which to look up first.
 */
export function defaultsThatMatter(asked: Contender, worse: readonly Worse[], ask: Ask): DefaultThatMatters[] {
  const contenders = [asked, ...worse.map(({ contender }) => contender)];
  const [now = 0, ...then] = solved(contenders) ?? contenders.map((one) => simulated(one, ask, TO_RANK));
  if (now === 0) return [];
  return worse
    .map(({ what, value, worst }, i) => ({ what, value, worst, factor: then[i]! / now }))
    .filter(({ factor }) => factor > SLIGHT)
    .sort((a, b) => b.factor - a.factor);
}

/** Null where one of the chains would be too large. */
function solved(contenders: readonly Contender[]): number[] | null {
  try {
    return contenders.map(({ design }) => {
      const { perService } = exactFigures(design.model, 0, { maxStates: MOST_STATES, insight: false });
      return perService.unavailability.mean ?? 0;
    });
  } catch (problem) {
    if (problem instanceof TooManyStates) return null;
    throw problem;
  }
}

function simulated({ scenario, design }: Contender, ask: Ask, maxEvents: number = SHORT.maxEvents): number {
  const horizon = Math.min(scenario.horizon, (NODE_YEARS * YEAR) / scenario.spec.nodes);
  const asked = { ...ask, ...SHORT, maxEvents, progress: undefined, goOn: undefined };
  const sample = sampleOf({ ...scenario, horizon }, design, asked);
  return compensatedSum(sample.column(Column.LEVELS + SERVICE_DOWN)) / sample.replications / sample.observation.horizon;
}
