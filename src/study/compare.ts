import type { Design } from "../architectures/architecture.js";
import { pairedDifference } from "../kernel/estimators/mean.js";
import { SERVICE_DOWN } from "../kernel/model.js";
import { Column, YEAR } from "../readings/observation.js";
import type { Scenario } from "../scenario/scenario.js";
import { type Ask, answerFrom, sampleOf } from "./answer.js";
import type { Comparison } from "./comparison.js";
import type { Sample } from "./replications.js";

/** One design to be compared. */
export interface Contender {
  readonly scenario: Scenario;
  readonly design: Design;
}

/**
 * Several designs on the same failures: every design runs as many replications as the most demanding one needs, and
 * replication r meets the same streams in each, so differences are taken replication by replication. Each is compared
 * with the first, per service.
 */
export function compare(contenders: readonly Contender[], ask: Ask): Comparison {
  const wanted = ask.replications === "auto" ? mostReplications(contenders, ask) : ask.replications;
  const samples = contenders.map(({ scenario, design }) =>
    sampleOf(scenario, design, { ...ask, replications: wanted }),
  );
  const results = contenders.map(({ scenario, design }, i) => answerFrom(scenario, design, samples[i]!, ask));
  const [first, ...others] = contenders;
  return {
    results,
    differences: others.map((other, i) => ({
      architecture: other.scenario.architecture,
      against: first!.scenario.architecture,
      downtimePerYear: pairedDifference(downtimePerYear(samples[i + 1]!), downtimePerYear(samples[0]!), ask.level),
      outagesPerYear: pairedDifference(
        outagesPerYear(samples[i + 1]!, other.design.model.services.count),
        outagesPerYear(samples[0]!, first!.design.model.services.count),
        ask.level,
      ),
    })),
  };
}

function mostReplications(contenders: readonly Contender[], ask: Ask): number {
  return Math.max(...contenders.map(({ scenario, design }) => sampleOf(scenario, design, ask).replications));
}

function downtimePerYear(sample: Sample): Float64Array {
  const perYear = YEAR / sample.observation.horizon;
  return sample.column(Column.LEVELS + SERVICE_DOWN).map((seconds) => seconds * perYear);
}

function outagesPerYear(sample: Sample, services: number): Float64Array {
  const perYear = YEAR / sample.observation.horizon / services;
  return sample.column(Column.SERVICE_OUTAGES).map((count) => count * perYear);
}
