import { Mark } from "../../cluster/vocabulary.js";
import { DOWN, type Model, SERVICE_DOWN } from "../../kernel/model.js";
import { type Chain, levelVector, riseRates } from "../../readings/enumerate/chain.js";
import { type EnumerateOptions, enumerate } from "../../readings/enumerate/enumerate.js";
import { longRunMean, steadyState } from "../../readings/longRun/steadyState.js";
import { meanTimeToFirstOutage } from "../../readings/mission/firstPassage.js";
import { mission } from "../../readings/mission/mission.js";
import { YEAR } from "../../readings/simulate/observation.js";
import type { Estimate } from "../result.js";
import { exactly, NO_SPLIT_BRAIN, UNKNOWN } from "./estimates.js";
import { causeOf, type Figures, OWN_KEYS } from "./figures.js";
import { insightOf } from "./insight.js";
import { replacedLaws, replacedNote } from "./replaced.js";
import { exactYear } from "./yearlyDowntime.js";

interface ExactOptions extends EnumerateOptions {
  /** False: nobody asks what moves the downtime and what takes the service down. */
  readonly insight?: boolean;
}

/** Figures of a model solved as a Markov chain: no error but that of the laws that had to be replaced, which the notes name. */
export function exactFigures(model: Model, horizon: number, options: ExactOptions = {}): Figures {
  const chain = enumerate(model, options);
  const pi = steadyState(chain);
  const down = levelVector(chain, DOWN);
  const level = (name: string) => longRunMean(pi, levelVector(chain, chain.levelNames.indexOf(name)));
  const has = (name: string) => chain.levelNames.includes(name);
  const rising = (values: Float64Array) => exactly(longRunMean(pi, riseRates(chain, values)) * YEAR);
  const over = mission(chain, horizon);
  return {
    method: "exact",
    replications: 0,
    simulatedYears: 0,
    cut: false,
    effectiveSampleSize: null,
    unavailability: exactly(level("down")),
    served: exactly(has("served") ? level("served") : 1 - level("down")),
    planned: has("planned") ? exactly(level("planned") * YEAR) : UNKNOWN,
    degraded: exactly(has("degraded") ? level("degraded") : 0),
    outagesPerYear: rising(down),
    perService: {
      services: model.services.count,
      unavailability: exactly(level("serviceDown")),
      outagesPerYear: rising(levelVector(chain, SERVICE_DOWN)),
    },
    downtimeByPhase: byCause(chain, pi, "phase"),
    downtimeByOrigin: byCause(chain, pi, "origin"),
    mttf: firstOutage(chain),
    mission: over && {
      horizon,
      downtime: exactly(over.downtime),
      outages: exactly(over.outages),
      unreliability: exactly(over.unreliability),
    },
    timeToDetect: null,
    timeToRecover: null,
    outageDuration: null,
    violations: null,
    dataLossesPerYear: exactly(longRunMean(pi, markRates(chain, Mark.DATA_LOST)) * YEAR),
    splitBrain: has("twoWriters")
      ? {
          incidentsPerYear: rising(levelVector(chain, chain.levelNames.indexOf("twoWriters"))),
          secondsPerYear: exactly(level("twoWriters") * YEAR),
        }
      : NO_SPLIT_BRAIN,
    figures: { ...otherLevels(model, level), ...siteFailovers(chain, pi, horizon), ...dataLoss(chain, horizon) },
    yearly: null,
    ...(options.insight === false
      ? {}
      : { insight: insightOf(model, chain, pi), yearlyDowntime: exactYear(chain, pi) }),
    notes: [
      `the chain has ${chain.states} states after merging nodes that are alike`,
      ...chain.approximated.map(replacedNote),
      ...(options.phases?.fail === undefined
        ? []
        : [
            "phases of a life are merged by node, so with several spares of different age it is approximate which is taken",
          ]),
      ...(over ? [] : ["mission figures: the chain is too large for nine digits, or hardly mixes; simulate instead"]),
    ],
    warnings: [],
  };
}

/** True when some law of a solved model is not its own. */
export const approximates = (notes: readonly string[]): boolean => replacedLaws(notes) > 0;

function firstOutage(chain: Chain): Estimate | null {
  const seconds = meanTimeToFirstOutage(chain);
  return Number.isFinite(seconds) ? exactly(seconds) : null;
}

function byCause(chain: Chain, pi: Float64Array, wanted: string): Record<string, Estimate> {
  const causes: Record<string, Estimate> = {};
  for (const [i, name] of chain.levelNames.entries()) {
    const cause = causeOf(name);
    if (cause?.partition !== wanted) continue;
    const share = longRunMean(pi, levelVector(chain, i));
    if (share > 0) causes[cause.name] = exactly(share * YEAR);
  }
  return causes;
}

function otherLevels(model: Model, level: (name: string) => number): Record<string, Estimate> {
  const shown: Record<string, Estimate> = {};
  for (const name of model.levels) if (!OWN_KEYS.has(name)) shown[name] = exactly(level(name));
  if (model.levels.includes("degraded")) shown.belowFull = exactly(level("down") + level("degraded"));
  return shown;
}

/** How often another site takes over: a year in the long run, and in a mission that starts with everything new. */
function siteFailovers(chain: Chain, pi: Float64Array, horizon: number): Record<string, Estimate> {
  const there = chain.levelNames.indexOf("onRecoverySite");
  if (there < 0) return {};
  const perYear = longRunMean(pi, riseRates(chain, levelVector(chain, there))) * YEAR;
  const over = mission(chain, horizon, there);
  return {
    siteFailoversPerYear: exactly(perYear),
    ...(over && { missionSiteFailovers: exactly(over.outages), missionSiteFailover: exactly(over.unreliability) }),
  };
}

/** When storage first loses data that began new, and whether it does in a mission. */
function dataLoss(chain: Chain, horizon: number): Record<string, Estimate> {
  const lost = chain.levelNames.indexOf("dataLost");
  if (lost < 0) return {};
  const first = meanTimeToFirstOutage(chain, lost);
  const over = mission(chain, horizon, lost);
  return {
    ...(Number.isFinite(first) && { timeToDataLoss: exactly(first) }),
    ...(over && { missionDataLoss: exactly(over.unreliability) }),
  };
}

function markRates(chain: Chain, mark: number): Float64Array {
  return Float64Array.from({ length: chain.states }, (_, s) => chain.marks[s * chain.markCount + mark]!);
}
