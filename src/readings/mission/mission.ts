import { DOWN } from "../../kernel/model.js";
import { type Chain, leavingRates, levelVector, only, riseRates, type Transitions } from "../enumerate/chain.js";
import type { Elapse, Elapsed } from "./elapsed.js";
import { byImplicitSteps } from "./implicitSteps.js";
import { jumpRate } from "./jumps.js";
import { bySquaring, doublingsTo } from "./squaring.js";
import { byUniformization } from "./uniformization.js";

/** What is expected of a mission that starts with everything new. Times in seconds. */
export interface Mission {
  readonly horizon: number;
  readonly downtime: number;
  readonly outages: number;
  /** Probability of at least one outage. */
  readonly unreliability: number;
}

/** Multiplications that may be spent on a mission: about a minute. */
const MOST_WORK = 1.2e10;
/** With more jumps, roundings could add up to more than nine digits allow. */
const MOST_JUMPS = 1e6;
/** With more states a matrix fills too much of the memory. */
const MOST_SQUARED = 700;
/** Products of matrices that make the first of those that are squared, about. */
const FIRST_PRODUCTS = 30;
/** How often implicit steps look at each edge, about. */
const IMPLICIT_LOOKS = 4e4;

/**
 * Expected downtime and outages and the probability of an outage over a horizon, or the same of another level that is 0 or 1, each
 * to nine digits however small it is; null when the chain is too large, or too stiff and hardly mixing. Of the ways to follow a chain, the one
 * that takes the least work is tried first.
 */
export function mission(chain: Chain, horizon: number, level = DOWN): Mission | null {
  const down = levelVector(chain, level);
  const outages = riseRates(chain, down);
  const first = outages.map((rate, s) => (down[s]! > 0 ? 0 : rate));
  const whole = follow(chain, horizon, [down, outages]);
  const untilFirst =
    whole &&
    follow(
      only(chain, (from) => down[from] === 0),
      horizon,
      [first],
    );
  if (!untilFirst) return null;
  const [downtime, count] = whole.gained as [number, number];
  return { horizon, downtime, outages: count, unreliability: anyOutage(untilFirst, down) };
}

/** Of a chain that stays where it is once it is down: by the outages where they are few, else by what is left without one. */
function anyOutage({ gained, chances }: Elapsed, down: Float64Array): number {
  const spared = chances.reduce((sum, chance, s) => (down[s]! > 0 ? sum : sum + chance), 0);
  return spared < 0.5 ? 1 - spared : gained[0]!;
}

function follow(chain: Transitions, time: number, rewards: readonly Float64Array[]): Elapsed | null {
  for (const elapse of waysFor(chain, time)) {
    const found = elapse(chain, time, rewards);
    if (found) return found;
  }
  return null;
}

/** The ways that can be afforded, the cheapest first. */
function waysFor(chain: Transitions, time: number): Elapse[] {
  const edges = chain.target.length;
  const jumps = jumpRate(leavingRates(chain)) * time;
  const products = FIRST_PRODUCTS + doublingsTo(jumps);
  const ways = [
    { way: byUniformization, serves: jumps < MOST_JUMPS, work: jumps * edges },
    { way: bySquaring, serves: chain.states <= MOST_SQUARED, work: products * chain.states ** 3 },
    { way: byImplicitSteps, serves: true, work: IMPLICIT_LOOKS * edges },
  ];
  return ways
    .filter(({ serves, work }) => serves && work < MOST_WORK)
    .sort((a, b) => a.work - b.work)
    .map(({ way }) => way);
}
