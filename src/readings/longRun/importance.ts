import type { Model } from "../../kernel/model.js";
import { type Chain, componentLevel, levelVector } from "../enumerate/chain.js";

/** What one component has to do with the service being down, in the long run. */
export interface Importance {
  readonly component: string;
  /** The way it fails; null for all of them together. */
  readonly fault: string | null;
  readonly count: number;
  /** Share of the time that one of them has failed so. */
  readonly failed: number;
  /** P(down | it has failed so) − P(down | it works): Birnbaum's measure where components fail and are mended by themselves. */
  readonly birnbaum: number;
}

/**
 * Birnbaum importance of one component of each kind, for a level between 0 and 1: how much more the service is down
 * while the component has failed than while it works. Components depend on one another here (crews, takeovers), so both
 * are conditional shares of time. Those that never fail, or never work, have none.
 */
export function importances(chain: Chain, pi: Float64Array, model: Model, down: Float64Array): Importance[] {
  const components = model.components ?? [];
  const failedBy = components.map((_, c) => levelVector(chain, chain.levelNames.indexOf(componentLevel(c))));
  const names = [...new Set(components.map(({ name }) => name))];
  return names.flatMap((name) => {
    const own = components.flatMap((component, c) =>
      component.name === name ? [{ ...component, failed: failedBy[c]! }] : [],
    );
    const whole = { fault: null, count: own[0]!.count, failed: sumOf(own.map(({ failed }) => failed)) };
    const kinds = own.length === 1 ? [whole] : [whole, ...own];
    return kinds.flatMap(({ fault, count, failed }) => {
      const [bad, good] = [totals(pi, down, failed, count), totals(pi, down, works(whole.failed, count), count)];
      if (!(bad.time > 0 && good.time > 0)) return [];
      const birnbaum = bad.down / bad.time - good.down / good.time;
      return [{ component: name, fault, count, failed: bad.time, birnbaum }];
    });
  });
}

const works = (failed: Float64Array, count: number): Float64Array => failed.map((number) => count - number);

function sumOf(vectors: readonly Float64Array[]): Float64Array {
  return vectors[0]!.map((_, s) => vectors.reduce((sum, vector) => sum + vector[s]!, 0));
}

/** Share of the time that one of `count` members is among those counted, and that it is and the level holds. */
function totals(pi: Float64Array, level: Float64Array, counted: Float64Array, count: number) {
  let [time, down] = [0, 0];
  for (let s = 0; s < pi.length; s++) {
    const share = (pi[s]! * counted[s]!) / count;
    time += share;
    down += share * level[s]!;
  }
  return { time, down };
}
