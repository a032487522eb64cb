import { pairedDifference } from "../../kernel/estimators/means/mean.js";
import { SERVICE_DOWN } from "../../kernel/model.js";
import { Column, YEAR } from "../../readings/simulate/observation.js";
import { answerBy, answerFrom, choiceOf, observationOf } from "../answer.js";
import { minus } from "../figures/estimates.js";
import type { Ask } from "../method/ask.js";
import type { Choice } from "../method/choice.js";
import { Replications, type Sample } from "../method/replications.js";
import type { Result } from "../result.js";
import type { Comparison, Difference } from "./comparison.js";
import type { Contender } from "./contender.js";
import { asOftenAsItTakes, purchaseOf, type SameWork } from "./purchases.js";

/**
 * Several designs, each compared with the first, per service. Those that are simulated ordinarily meet the same failures:
 * each runs as many replications as the most demanding one needs, replication r meets the same streams in each, and
 * differences are taken replication by replication. Two exact answers differ exactly; others are independent.
 * @param work what all are compared for; each as often as it takes to carry the services of the largest unless told.
 */
export function compare(
  contenders: readonly Contender[],
  ask: Ask,
  work: SameWork = asOftenAsItTakes(contenders),
): Comparison {
  const choices = contenders.map(({ scenario, design }) => choiceOf(scenario, design, ask));
  const samples = pairedSamples(contenders, choices, ask);
  const results = contenders.map(({ scenario, design }, i) => {
    const sample = samples[i];
    const choice = choices[i]!;
    return sample ? answerFrom(choice, sample, scenario, design, ask) : answerBy(choice, scenario, design, ask);
  });
  const others = results.slice(1).map((result, i) => {
    const [one, first] = [samples[i + 1], samples[0]];
    const isExact = result.method === "exact" && results[0]!.method === "exact";
    return one && first && !isExact
      ? { ...names(result, results[0]!), ...paired(one, first, result, results[0]!, ask.level) }
      : { ...names(result, results[0]!), ...apart(result, results[0]!) };
  });
  const { services, because, bought } = work;
  return {
    results: results.map((result, i) => ({ ...result, warnings: [...result.warnings, ...sparedOf(contenders, i)] })),
    differences: others,
    unit: { services, because },
    purchases: bought.map((one) => purchaseOf(one, results)),
  };
}

/** Faults that others of the designs meet and this one does not: what is lost with a site. */
function sparedOf(contenders: readonly Contender[], i: number): Result["warnings"] {
  const hasSites = ({ scenario }: Contender) => scenario.spec.sites !== undefined;
  if (hasSites(contenders[i]!) || !contenders.some(hasSites)) return [];
  const text =
    "the loss of a site is not in its figures, as it is in those of others; say where its nodes are (sites:)";
  return [{ code: "spared-the-site", text }];
}

/** Replications of those that are simulated ordinarily, as many of each; null for the others. */
function pairedSamples(contenders: readonly Contender[], choices: readonly Choice[], ask: Ask): (Sample | null)[] {
  const runs = contenders.map(({ scenario, design }, i) =>
    choices[i]!.sampling === "crude"
      ? new Replications(design.model, observationOf(scenario), { seed: scenario.seed, ...ask })
      : null,
  );
  while (runs.some((run) => run?.enough === false)) {
    for (const run of runs) run?.advance();
    ask.progress?.(Math.max(...runs.map((run) => run?.done ?? 0)), null);
  }
  return runs.map((run) => run?.sample() ?? null);
}

const names = (one: Result, other: Result) => ({ architecture: one.architecture, against: other.architecture });

type Differences = Pick<Difference, "downtimePerYear" | "outagesPerYear">;

/** On the same failures. */
function paired(one: Sample, other: Sample, a: Result, b: Result, level: number): Differences {
  return {
    downtimePerYear: pairedDifference(downtimePerYear(one), downtimePerYear(other), level),
    outagesPerYear: pairedDifference(
      outagesPerYear(one, a.perService.services),
      outagesPerYear(other, b.perService.services),
      level,
    ),
  };
}

/** Of exact answers, and of those that know nothing of each other. */
function apart({ perService: a }: Result, { perService: b }: Result): Differences {
  return {
    downtimePerYear: minus(a.downtimePerYear, b.downtimePerYear),
    outagesPerYear: minus(a.outagesPerYear, b.outagesPerYear),
  };
}

function downtimePerYear(sample: Sample): Float64Array {
  const perYear = YEAR / sample.observation.horizon;
  return sample.column(Column.LEVELS + SERVICE_DOWN).map((seconds) => seconds * perYear);
}

function outagesPerYear(sample: Sample, services: number): Float64Array {
  const perYear = YEAR / sample.observation.horizon / services;
  return sample.column(Column.SERVICE_OUTAGES).map((count) => count * perYear);
}
