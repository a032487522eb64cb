import { z } from "zod";
import { block, quantity } from "../../notation/document/fields.js";
import { parseDuration, parseRate, YEAR } from "../../notation/units/duration.js";
import { parseMoney, parseMoneyRate } from "../../notation/units/money.js";
import type { Parsed } from "../../notation/units/quantity.js";
import { parseShare } from "../../notation/units/share.js";

/**
 * Reads an expected figure into the unit figures are printed in. A duration becomes seconds, a rate (`1.96e-5/h`)
 * events a year, money an amount and money per time an amount a year, a share a ratio; a bare number stays as it is.
 */
export function parseFigure(text: string): Parsed<number> {
  if (/^[+-]?[\d.]+([eE][+-]?\d+)?$/.test(text) && Number.isFinite(Number(text))) return { value: Number(text) };
  const share = parseShare(text);
  if ("value" in share) return share;
  const rate = parseRate(text);
  if ("value" in rate) return { value: rate.value * YEAR };
  const money = parseMoney(text);
  if ("value" in money) return { value: money.value.amount };
  const flow = parseMoneyRate(text);
  if ("value" in flow) return { value: flow.value.perSecond * YEAR };
  return parseDuration(text);
}

/** The end of a range; `unlimited` is +Infinity. */
const end = quantity(
  (text): Parsed<number> => (text === "unlimited" ? { value: Number.POSITIVE_INFINITY } : parseFigure(text)),
  "figure",
  ["string", "number"],
  "1.4s",
);

const figureValue = quantity(parseFigure, "figure", ["string", "number"], "276.26s");

/** One entry of `expect:`. */
export const expectation = block({
  figure: z.string().min(1).describe("The figure's path in --json: mission.downtime."),
  value: figureValue
    .optional()
    .describe("A duration (seconds), a rate per time (a year), a share, money, or a bare number."),
  equals: z.string().optional().describe("For a figure that is a word."),
  between: z
    .array(end)
    .length(2, "needs two figures, the least and the greatest")
    .refine(([low, high]) => low <= high && low < Number.POSITIVE_INFINITY, "goes from the least to the greatest")
    .optional()
    .describe("A figure or an estimate's mean must lie here: [1.1s, 1.4s]; [1.1s, unlimited] has no upper end."),
  within: z
    .union([
      z.number().positive(),
      block({ relative: z.number().positive().optional(), absolute: figureValue.optional() }),
    ])
    .optional()
    .describe("A relative difference (1e-9), or {relative, absolute}; either suffices."),
  source: z.string().optional().describe("Where the value comes from."),
}).refine(
  ({ value, equals, between }) => [value, equals, between].filter((is) => is !== undefined).length === 1,
  "needs a value, equals or between, one of them",
);

export type WrittenExpectation = z.output<typeof expectation>;

/** A figure the program must reproduce; its value in the unit figures are printed in. */
export interface Expectation {
  readonly figure: string;
  readonly value?: number | undefined;
  readonly equals?: string | undefined;
  /** Least and greatest; the latter may be +Infinity. */
  readonly between?: readonly [low: number, high: number] | undefined;
  readonly within?: { readonly relative?: number | undefined; readonly absolute?: number | undefined } | undefined;
  readonly source?: string | undefined;
}

export function expectationOf({ within, between, ...rest }: WrittenExpectation): Expectation {
  return {
    ...rest,
    ...(between && { between: [between[0], between[1]] }),
    within: typeof within === "number" ? { relative: within } : within,
  };
}
