import { isClusterModel } from "../../cluster/model.js";
import { exp, expm1, log1p } from "../../kernel/maths.js";
import type { Model } from "../../kernel/model.js";
import { YEAR } from "../../readings/simulate/observation.js";
import { plus, times } from "../figures/estimates.js";
import type { Estimate, Result } from "../result.js";
import type { Purchase } from "./comparison.js";
import type { Contender } from "./contender.js";

/** How often one design is bought: as many copies as carry the same work as the others, or as the nodes asked for buy. */
export interface Bought {
  /** Index of the design. */
  readonly design: number;
  readonly copies: number;
  /** Services' worth of work that one copy carries. */
  readonly each: number;
  readonly alternative: boolean;
}

/** The work that all are compared for, in services, and what is bought for it. */
export interface SameWork {
  readonly services: number;
  /** Why so many, in words: "what n+1 of 6 nodes carries". */
  readonly because: string;
  readonly bought: readonly Bought[];
}

/** Every design as often as it takes to carry what the one that carries most does. */
export function asOftenAsItTakes(contenders: readonly Contender[]): SameWork {
  const services = Math.max(...contenders.map(({ design }) => design.model.services.count));
  return {
    services,
    because: "what the largest of them carries",
    bought: contenders.map((one, design) => ({ design, ...copiesFor(services, one), alternative: false })),
  };
}

/**
 * How many copies carry so many services, and how many one of them does. Services of their own have a node each; nodes that carry
 * one service together, of which k are needed, do the work of k; where the demand is stated, one copy is sized for all of it.
 */
export function copiesFor(
  services: number,
  { scenario, design: { model } }: Contender,
): Pick<Bought, "copies" | "each"> {
  const needed = scenario.spec.load ? services : neededNodes(model);
  const each = model.services.marked ? model.services.count : Math.min(services, needed);
  return { copies: Math.ceil(services / each), each };
}

const neededNodes = (model: Model): number => (isClusterModel(model) ? model.cluster.plant.need : 1);

/** What a number of copies of a design comes to, which share nothing with one another. */
export function purchaseOf({ design, copies, each, alternative }: Bought, results: readonly Result[]): Purchase {
  const result = results[design]!;
  const { cost } = result;
  const infrastructure = copies * cost.infrastructure;
  return {
    design,
    copies,
    alternative,
    nodes: copies * result.nodes,
    services: copies * each,
    allUp: allUpAtOnce(result, copies),
    // One of five services down costs a fifth of all of them down, so the cost of outages does not depend on the copies.
    cost: {
      infrastructure,
      outage: cost.outage,
      total: cost.outage && plus(cost.outage, infrastructure),
      currency: cost.currency,
    },
  };
}

/**
 * Copies in series: down when any of them is. U = 1 − (1 − u)^c, and as often as one goes down while the others are up,
 * f = c·f₁·(1 − u)^(c−1). Source: M. Rausand and A. Høyland, System Reliability Theory, 2nd ed., Wiley 2004, section 9.5 (the
 * frequency of system failure by Birnbaum's measure); for a copy's own u and f see `Result`.
 */
function allUpAtOnce({ unavailability, outagesPerYear }: Result, copies: number): Purchase["allUp"] {
  const inSeries = (u: number) => -expm1(copies * log1p(-u));
  const all = through(unavailability, inSeries);
  const othersUp = (u: number) => exp((copies - 1) * log1p(-Math.min(u, 1)));
  const frequency = (f: number, u: number) => (f === 0 ? 0 : copies * f * othersUp(u));
  const { mean, low, high, level } = outagesPerYear;
  return {
    unavailability: all,
    downtimePerYear: times(all, YEAR),
    outagesPerYear: {
      mean: mean === null ? null : frequency(mean, unavailability.mean ?? unavailability.high),
      low: frequency(low, unavailability.high),
      high: frequency(high, unavailability.low),
      level,
    },
  };
}

function through({ mean, low, high, level }: Estimate, f: (x: number) => number): Estimate {
  return { mean: mean === null ? null : f(mean), low: f(low), high: f(Math.min(high, 1)), level };
}
