import { formatDuration } from "../../notation/units/duration.js";
import type { Estimate, Result } from "../../study/result.js";
import { columns } from "../words/layout.js";
import { chance, duration } from "../words/numbers.js";
import type { Paint } from "../words/style.js";

/** How single years turn out: the mean year hides that many have no downtime and a few have a lot. */
export function yearText({ yearlyDowntime, perService }: Result, paint: Paint): string[] {
  if (!yearlyDowntime) return [];
  const { without, within, quantiles } = yearlyDowntime;
  const note = perService.services > 1 ? "  downtime averaged over the services" : "";
  return [
    paint.bold("Single years") + paint.dim(note),
    ...columns([
      ["without downtime", chance(without)],
      ...within.map(({ availability, seconds, probability }) => [
        `${Number((availability * 100).toPrecision(7))} % or better`,
        chance(probability),
        `(at most ${formatDuration(seconds)} down)`,
      ]),
      ...(quantiles
        ? [
            ["95 % of years within", downtimeOf(quantiles.p95)],
            ["99 % of years within", downtimeOf(quantiles.p99)],
          ]
        : []),
    ]),
  ];
}

/** So many years, downtime or not, were seen to have none. */
function downtimeOf(quantile: Estimate): string {
  return quantile.mean === 0 && quantile.high === 0 ? "no downtime" : duration(quantile);
}
