import type { Expectation } from "../../scenario/prices/expectation.js";
import { type Found, figureAt } from "./figureAt.js";

/** One expected figure held against one reading. */
export interface Check {
  /** The figure's path in `--json`. */
  readonly figure: string;
  readonly reading: "exact" | "simulated";
  readonly expected: number | string;
  /** What the reading says; null when it gives no single value. */
  readonly got: number | string | null;
  /** Of a simulated estimate: its interval. */
  readonly low?: number;
  readonly high?: number;
  readonly verdict: "pass" | "miss" | "skipped";
  /** Why, in words. */
  readonly why: string;
}

/** Relative difference allowed between an exact figure and its value when the expectation does not say. */
const CLOSE = 1e-9;

/**
 * Holds every expectation against the `--json` answers of two readings; null = that reading was not made.
 *
 * - exact: |got − value| ≤ relative · |value|, or ≤ absolute. Where the reading had to replace laws (`approximated`) only
 *   expectations that say `within` are checked; the others are skipped.
 * - simulated: the interval of the figure must hold the value; `within` does not widen it. A figure without an interval
 *   (a number of nodes, or one that no chance takes part in) is compared as an exact one.
 * - a word must be equal.
 * - between: the number, or the mean of the estimate whatever its interval, must lie there.
 * - a figure that one reading cannot give is skipped there if the other gives it; if none does, it is missed.
 *
 * One entry for each expectation and reading, in that order. An expectation whose entries are all skipped is unverified.
 */
export function checkExpectations(
  expectations: readonly Expectation[],
  exact: object | null,
  simulated: object | null,
  approximated = false,
): Check[] {
  return expectations.flatMap((expectation): Check[] => {
    const { figure, value, equals, between } = expectation;
    const solved = exact && figureAt(exact, figure);
    const sampled = simulated && figureAt(simulated, figure);
    const expected = value ?? equals ?? between?.join(" to ") ?? "";
    const checks: Check[] = [];
    if (solved) {
      const judged =
        solved.is === "absent" ? absent(sampled, "simulation") : judgeExact(expectation, solved, approximated);
      checks.push({ figure, reading: "exact", expected, ...judged });
    }
    if (sampled) {
      const judged = sampled.is === "absent" ? absent(solved, "exact reading") : judgeSimulated(expectation, sampled);
      checks.push({ figure, reading: "simulated", expected, ...judged });
    }
    return checks;
  });
}

type Judged = Pick<Check, "got" | "low" | "high" | "verdict" | "why">;

function absent(elsewhere: Found | null, name: string): Judged {
  const isGiven = elsewhere !== null && elsewhere.is !== "absent" && elsewhere.is !== "unknown";
  if (isGiven) return { got: null, verdict: "skipped", why: `only the ${name} gives this figure` };
  return { got: null, verdict: "miss", why: "nothing gives this figure a value" };
}

function judgeExact(expectation: Expectation, found: Found, approximated: boolean): Judged {
  const asksForDigits = expectation.within === undefined && expectation.between === undefined;
  if (approximated && found.is === "estimate" && asksForDigits) {
    return { got: found.mean, verdict: "skipped", why: "the exact reading replaced laws, and no `within` is given" };
  }
  return judge(expectation, found);
}

function judgeSimulated(expectation: Expectation, found: Found): Judged {
  const isSampled = found.is === "estimate" && found.level < 1;
  if (isSampled && expectation.value !== undefined) return covers(expectation.value, found);
  return judge(expectation, found);
}

/** Compares without regard to intervals. */
function judge(expectation: Expectation, found: Found): Judged {
  const miss = (got: Check["got"], why: string): Judged => ({ got, verdict: "miss", why });
  const { value, equals, between } = expectation;
  switch (found.is) {
    case "absent":
      return absent(null, "");
    case "unknown":
      return miss(null, found.why);
    case "block":
      return miss(null, `is a block; name one of its figures: ${found.keys.join(", ")}`);
    case "word":
      if (equals === undefined) return miss(found.word, "is a word; expect it with `equals`");
      if (found.word !== equals) return miss(found.word, "differs");
      return { got: found.word, verdict: "pass", why: "the same" };
    case "number":
    case "estimate":
      if (between !== undefined) return lies(between, found.mean);
      if (value === undefined) return miss(found.mean, "is a number; expect it with `value`");
      return near(value, found.mean, expectation.within ?? { relative: CLOSE });
  }
}

function lies([low, high]: readonly [number, number], got: number | null): Judged {
  if (got === null) return { got, verdict: "miss", why: "has no value" };
  if (low <= got && got <= high) return { got, verdict: "pass", why: "lies between" };
  return { got, verdict: "miss", why: `is ${Number(got.toPrecision(4))}` };
}

function near(value: number, got: number | null, within: NonNullable<Expectation["within"]>): Judged {
  if (got === null) return { got, verdict: "miss", why: "has no value" };
  const off = Math.abs(got - value);
  const isNear = off <= (within.relative ?? 0) * Math.abs(value) || off <= (within.absolute ?? 0);
  return { got, verdict: isNear ? "pass" : "miss", why: distance(off, value) };
}

function distance(off: number, value: number): string {
  if (off === 0) return "the same";
  if (value === 0) return `off by ${off.toPrecision(2)}`;
  return `off by ${(off / Math.abs(value)).toPrecision(2)}, relatively`;
}

function covers(value: number, { mean, low, high, level }: Extract<Found, { is: "estimate" }>): Judged {
  const interval = `the ${Number((100 * level).toPrecision(5))} % interval`;
  const judged = { got: mean, low, high };
  if (value < low) return { ...judged, verdict: "miss", why: `${interval} lies above it` };
  if (value > high) return { ...judged, verdict: "miss", why: `${interval} lies below it` };
  if (low <= value && value <= high) return { ...judged, verdict: "pass", why: `${interval} holds it` };
  return { ...judged, verdict: "miss", why: "is not a number" };
}
