import { z } from "zod";
import { parseDuration, parseRate, YEAR } from "./duration.js";
import { block, quantity } from "./fields.js";
import { parseMoney, parseMoneyRate } from "./money.js";
import type { Parsed } from "./quantity.js";
import { parseShare } from "./share.js";

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

const figureValue = quantity(parseFigure, "figure", ["string", "number"], "276.26s");

/** One entry of `expect:`. */
export const expectation = block({
  figure: z.string().min(1).describe("The figure's path in --json: mission.downtime."),
  value: figureValue
    .optional()
    .describe("A duration (seconds), a rate per time (a year), a share, money, or a bare number."),
  equals: z.string().optional().describe("For a figure that is a word."),
  within: z
    .union([
      z.number().positive(),
      block({ relative: z.number().positive().optional(), absolute: figureValue.optional() }),
    ])
    .optional()
    .describe("A relative difference (1e-9), or {relative, absolute}; either suffices."),
  source: z.string().optional().describe("Where the value comes from."),
}).refine(
  ({ value, equals }) => (value === undefined) !== (equals === undefined),
  "needs a value or equals, one of them",
);

export type WrittenExpectation = z.output<typeof expectation>;

/** A figure the program must reproduce; its value in the unit figures are printed in. */
export interface Expectation {
  readonly figure: string;
  readonly value?: number | undefined;
  readonly equals?: string | undefined;
  readonly within?: { readonly relative?: number | undefined; readonly absolute?: number | undefined } | undefined;
  readonly source?: string | undefined;
}

export function expectationOf({ within, ...rest }: WrittenExpectation): Expectation {
  return { ...rest, within: typeof within === "number" ? { relative: within } : within };
}
