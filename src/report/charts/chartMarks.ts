import { powerOf } from "../words/digits.js";

interface Span {
  readonly low: number;
  readonly high: number;
}

interface Labelled {
  /** The right end of what is drawn, and the words beside it. */
  readonly end: number;
  readonly text: string;
}

/** A whisker from low to high. */
export function intervals(bars: readonly Span[], y: object, x: object) {
  return {
    data: { values: bars.filter(({ low, high }) => high > low) },
    mark: { type: "errorbar", ticks: { size: 10 }, color: "#222" },
    encoding: { y, x: { field: "low", ...x }, x2: { field: "high" } },
  };
}

/** Words to the right of a bar and its interval. */
export function labels(bars: readonly Labelled[], y: object, x: object) {
  return {
    data: { values: bars },
    mark: { type: "text", align: "left", dx: 8, fontSize: 12, color: "#222" },
    encoding: { y, x: { field: "end", ...x }, text: { field: "text" } },
  };
}

/** The powers of ten from the one at or below `least` to the one at or above `most`. */
export function powersOfTen(least: number, most: number): number[] {
  const powers = [Number(`1e${powerOf(least)}`)];
  for (let next = powerOf(least) + 1; powers[powers.length - 1]! < most; next++) powers.push(Number(`1e${next}`));
  return powers;
}
