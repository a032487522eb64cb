import type { Assumption } from "./assumption.js";
import { type Catalogue, type Preset, withPreset } from "./presets.js";

/** Presets of which more is better for the service. Of every other duration, rate (a life is given as one) or share less is. */
const MORE_IS_BETTER = /(^|\.)(coverage|success)$/;

/** The catalogue with every preset that a scenario leans on at its favourable end, and at its unfavourable one. */
export function atBothEnds(
  catalogue: Catalogue,
  assumptions: readonly Assumption[],
): { good: Catalogue; bad: Catalogue } {
  let good = catalogue;
  let bad = catalogue;
  for (const id of new Set(assumptions.map(({ preset }) => preset))) {
    const preset = catalogue.presets.get(id);
    if (preset?.low === undefined || preset.high === undefined) continue;
    const [better, worse] = ends(id, preset);
    good = withPreset(good, id, better);
    bad = withPreset(bad, id, worse);
  }
  return { good, bad };
}

/** The unfavourable end of an assumption's range, in words. */
export const worstOf = ({ preset, low, high }: Assumption): string => (MORE_IS_BETTER.test(preset) ? low : high) ?? "";

function ends(id: string, { low, high }: Preset): [unknown, unknown] {
  return MORE_IS_BETTER.test(id) ? [high, low] : [low, high];
}
