import type { Model } from "../kernel/model.js";
import { masterKey } from "../kernel/streams.js";
import { enumerate, TooManyStates } from "../readings/enumerate.js";
import type { Observation } from "../readings/observation.js";
import { pilot } from "../readings/pilot.js";
import { accelerate, acceleratedEvents, crudeEvents, PILOT_EVENTS } from "./accelerated.js";
import type { Ask } from "./ask.js";
import type { Signs } from "./choice.js";

/** Chains that take no time: a second, mission included. */
const SMALL = 500;
/** Replications of the accelerated run that forecasts: a first look, and further ones where that does not settle it. */
const LOOKS = [8, 30, 100] as const;
/** A look settles it when it rests on that many terms and leaves that much of the budget. */
const TERMS = 30;
const MARGIN = 4;

/** Looks at a model for the choice of a method. What it finds depends on the seed, never on a clock or on `replications`. */
export function signsOf(model: Model, what: Observation, seed: string, ask: Ask): Signs {
  const phasesAccepted = Object.keys(ask.exact?.phases ?? {}).length > 0;
  const seen = pilot(model, masterKey(seed), PILOT_EVENTS);
  const mayBeExact = phasesAccepted || seen.remembering === 0;
  return {
    chain: mayBeExact ? chainOf(model, ask) : null,
    phasesAccepted,
    pilot: forecast(model, what, seed, ask),
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

function forecast(model: Model, what: Observation, seed: string, ask: Ask): Signs["pilot"] {
  const { precision, level, maxEvents } = ask;
  let found: Signs["pilot"] = { refused: "" };
  for (const replications of LOOKS) {
    const sample = accelerate(model, what, { seed, replications, precision, maxEvents, level });
    if ("refused" in sample) return sample;
    found = { crudeEvents: crudeEvents(sample, precision), acceleratedEvents: acceleratedEvents(sample, precision) };
    const isSettled = sample.terms.effective > TERMS && found.crudeEvents * MARGIN < maxEvents;
    if (isSettled || sample.events > maxEvents / MARGIN) return found;
  }
  return found;
}
