import { effectiveEvents } from "../../kernel/estimators/events.js";
import type { Model } from "../../kernel/model.js";
import { masterKey } from "../../kernel/streams.js";
import { type Pilot, pilot } from "../../readings/accelerate/pilot.js";
import { enumerate, TooManyStates } from "../../readings/enumerate/enumerate.js";
import type { Observation } from "../../readings/simulate/observation.js";
import { accelerate, acceleratedEvents, crudeEvents, PILOT_EVENTS } from "./accelerated.js";
import type { Ask } from "./ask.js";
import type { Signs } from "./choice.js";
import { outageEvents, replicate } from "./replications.js";

/** Chains that take no time: a second, mission included. */
const SMALL = 500;
/** Activities of the ordinary run that forecasts first, and the replications they are spread over. */
const GLANCE = { events: 100_000, replications: 10 } as const;
/** Replications of the accelerated run that forecasts next: a first look, and further ones where that does not settle it. */
const LOOKS = [8, 30, 100] as const;
/** Clocks weighed in an excursion, about, beyond which even a look takes long. */
const MOST_WEIGHED = 5_000;
/** A look settles it when it rests on that many outages and leaves that much of the budget. */
const TERMS = 30;
const MARGIN = 4;
/** Of a glance, whose error is known: standard errors of a variance found from so many outages. */
const SIGMAS = 3;

/** Looks at a model for the choice of a method. What it finds depends on the seed, never on a clock or on `replications`. */
export function signsOf(model: Model, what: Observation, seed: string, ask: Ask): Signs {
  const phasesAccepted = Object.keys(ask.exact?.phases ?? {}).length > 0;
  const seen = pilot(model, masterKey(seed), PILOT_EVENTS);
  const mayBeExact = phasesAccepted || seen.remembering === 0;
  return {
    chain: mayBeExact ? chainOf(model, ask) : null,
    phasesAccepted,
    pilot: glance(model, what, seed, ask, seen) ?? tooWide(seen) ?? forecast(model, what, seed, ask),
    budget: ask.maxEvents,
  };
}

function chainOf(model: Model, { exact }: Ask): Signs["chain"] {
  try {
    const { states, approximated } = enumerate(model, { maxStates: SMALL, ...exact });
    return { states, replacedLaws: approximated.length };
  } catch (problem) {
    if (problem instanceof TooManyStates) return null;
    throw problem;
  }
}

/** What an ordinary run says, if it sees outages enough: then nothing needs to be drawn more often, and that is soon known. */
function glance(model: Model, what: Observation, seed: string, ask: Ask, seen: Pilot): Signs["pilot"] | null {
  if (seen.outcome !== "excursions") return null;
  const eventsPerSecond = seen.eventsPerExcursion / seen.cycle;
  const { events, replications } = GLANCE;
  const horizon = events / replications / eventsPerSecond;
  const { precision, level, maxEvents } = ask;
  const sample = replicate(model, { ...what, horizon }, { seed, replications, precision, maxEvents, level });
  const needed = crudeEvents(sample, eventsPerSecond, precision);
  const outages = effectiveEvents(outageEvents(sample));
  const isSettled = outages > TERMS && needed * (1 + SIGMAS * Math.sqrt(2 / outages)) < maxEvents;
  return isSettled ? { crudeEvents: needed, acceleratedEvents: null } : null;
}

/** Every step of a branch weighs every clock that runs: with thousands of nodes an ordinary simulation is quicker. */
function tooWide({ outcome, eventsPerExcursion, clocks }: Pilot): Signs["pilot"] | null {
  if (outcome !== "excursions" || eventsPerExcursion * clocks <= MOST_WEIGHED) return null;
  return { refused: `${clocks} clocks run at once, too many to weigh (--method accelerated does it all the same)` };
}

function forecast(model: Model, what: Observation, seed: string, ask: Ask): Signs["pilot"] {
  const { precision, level, maxEvents } = ask;
  let found: Signs["pilot"] = { refused: "" };
  for (const replications of LOOKS) {
    const sample = accelerate(model, what, { seed, replications, precision, maxEvents, level });
    if ("refused" in sample) return sample;
    found = {
      crudeEvents: crudeEvents(sample, sample.eventsPerSecond, precision),
      acceleratedEvents: acceleratedEvents(sample, precision),
    };
    const isSettled = sample.terms.effective > TERMS && found.crudeEvents * MARGIN < maxEvents;
    if (isSettled || sample.events > maxEvents / MARGIN) return found;
  }
  return found;
}
