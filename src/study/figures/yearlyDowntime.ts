import type { Durations } from "../../kernel/estimators/durations/durations.js";
import { clopperPearson } from "../../kernel/estimators/shares/clopperPearson.js";
import { SERVICE_DOWN } from "../../kernel/model.js";
import { type Chain, levelVector } from "../../readings/enumerate/chain.js";
import { occupation } from "../../readings/mission/occupation.js";
import { YEAR } from "../../readings/simulate/observation.js";
import type { YearlyDowntime } from "../result.js";
import { exactly } from "./estimates.js";

/** What a single year is held against. */
const AVAILABILITIES = [0.99, 0.999, 0.9995, 0.9999, 0.99999];
const THRESHOLDS = AVAILABILITIES.map((availability) => (1 - availability) * YEAR);

/** Of a solved chain; null where it is too large. */
export function exactYear(chain: Chain, pi: Float64Array): YearlyDowntime | null {
  const found = occupation(chain, pi, levelVector(chain, SERVICE_DOWN), YEAR, THRESHOLDS);
  if (!found) return null;
  return { without: exactly(found.none), within: table((i) => exactly(found.within[i]!)), quantiles: null };
}

/** Of the whole years that a simulation has seen; null when it saw none. */
export function simulatedYear(years: Durations, level: number): YearlyDowntime | null {
  if (years.count === 0) return null;
  const share = (most: number) => clopperPearson(countUpTo(years, most), years.count, level);
  const at = (q: number) => years.quantileInterval(q, level);
  return {
    without: share(0),
    within: table((i) => share(THRESHOLDS[i]!)),
    quantiles: { p50: at(0.5), p95: at(0.95), p99: at(0.99) },
  };
}

function table(probability: (threshold: number) => YearlyDowntime["without"]): YearlyDowntime["within"] {
  return AVAILABILITIES.map((availability, i) => ({
    availability,
    seconds: THRESHOLDS[i]!,
    probability: probability(i),
  }));
}

/** How many are not above `most`; a bin that holds it counts as a whole when its middle is not above. */
function countUpTo(years: Durations, most: number): number {
  return years.bins().reduce((sum, { count, min, max }) => ((min + max) / 2 <= most ? sum + count : sum), 0);
}
