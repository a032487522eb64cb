import { log } from "../kernel/maths.js";
import { YEAR } from "../notation/units/duration.js";
import type { MoneyRate } from "../notation/units/money.js";

const MONTH = YEAR / 12;
const DAY = 86_400;
const USUAL = [0.99, 0.999, 0.9999, 0.99999, 0.999999];

/** What an availability means: time down, in seconds, and its money. */
export interface NinesRow {
  /** Share of time up. */
  readonly availability: number;
  /** −log10(1 − availability); null when nothing ever fails. */
  readonly nines: number | null;
  readonly perYear: number;
  readonly perMonth: number;
  readonly perDay: number;
  /** Null without a downtime cost. */
  readonly costPerYear: number | null;
  readonly costPerMonth: number | null;
}

/** The answer of `nines`. */
export interface NinesTable {
  readonly rows: readonly NinesRow[];
  readonly currency: string | null;
}

/**
 * The table 99 % … 99.9999 % in time a year (of 8 766 h), month (a twelfth of it) and day, or one given availability.
 * @param availability share of time up in [0, 1]: only this row.
 * @param downtimeCost adds money a year and a month.
 * @throws RangeError when the availability is outside [0, 1].
 */
export function ninesTable(availability?: number, downtimeCost?: MoneyRate): NinesTable {
  const shares = availability === undefined ? USUAL : [availability];
  return { rows: shares.map((share) => rowOf(share, downtimeCost)), currency: downtimeCost?.currency ?? null };
}

function rowOf(availability: number, cost: MoneyRate | undefined): NinesRow {
  if (!(availability >= 0 && availability <= 1)) throw new RangeError(`an availability is 0 to 1, not ${availability}`);
  const down = withoutNoise(1 - availability);
  return {
    availability,
    nines: down > 0 ? withoutNoise(-log(down) / Math.LN10) : null,
    perYear: down * YEAR,
    perMonth: down * MONTH,
    perDay: down * DAY,
    costPerYear: cost ? down * YEAR * cost.perSecond : null,
    costPerMonth: cost ? down * MONTH * cost.perSecond : null,
  };
}

/** 1 − 0.99999 is 0.00001 and rounding: ten digits are more than anyone writes. */
function withoutNoise(x: number): number {
  return Number(x.toPrecision(10));
}
