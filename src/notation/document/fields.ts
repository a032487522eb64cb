import { z } from "zod";
import { parseDistance } from "../units/distance.js";
import { parseDuration, parseRate } from "../units/duration.js";
import { parseMoney, parseMoneyRate } from "../units/money.js";
import type { Parsed } from "../units/quantity.js";
import { parseShare } from "../units/share.js";
import { parseData, parseDataRate, parseWorkRate } from "../units/work.js";
import { quote } from "./problem.js";

/**
 * A field that holds a quantity as text; validation turns it into a number in base units. `type` is what the published
 * JSON Schema says of it.
 */
export function quantity<T>(
  parse: (text: string) => Parsed<T>,
  kind: string,
  type: string | string[],
  example: string,
) {
  return z
    .unknown()
    .transform((input, context): T => {
      const issue = (message: string, params: Record<string, unknown>) => {
        context.issues.push({ code: "custom", input, message, params });
        return z.NEVER;
      };
      if (input === undefined) return issue("is missing", { missing: true });
      if (typeof input !== "string" && typeof input !== "number") {
        return issue(`${quote(input)} is not a ${kind}`, { suggestion: example, otherType: true, kind });
      }
      const parsed = parse(String(input));
      return "value" in parsed ? parsed.value : issue(parsed.message, { suggestion: parsed.suggestion });
    })
    .meta({ type } as Record<string, unknown>);
}

export const duration = quantity(parseDuration, "duration", "string", "30s");
export const rate = quantity(parseRate, "rate", "string", "2/y");
export const share = quantity(parseShare, "share", ["string", "number"], "99.95%");
export const workRate = quantity(parseWorkRate, "rate of work", "string", "1200/s");
export const money = quantity(parseMoney, "sum of money", "string", "$5000");
export const moneyRate = quantity(parseMoneyRate, "sum of money per time", "string", "$5000/min");
export const data = quantity(parseData, "amount of data", "string", "500GB");
export const distance = quantity(parseDistance, "distance", "string", "600km");
export const dataRate = quantity(parseDataRate, "flow of data", "string", "100MB/s");

/** A number of repair crews; as many as there are nodes is +Infinity. */
export const crews = quantity(
  (text): Parsed<number> => {
    if (text === "unlimited") return { value: Number.POSITIVE_INFINITY };
    if (/^[1-9]\d{0,5}$/.test(text)) return { value: Number(text) };
    return { message: `${quote(text)} is not a number of crews (a whole number, or unlimited)`, suggestion: "1" };
  },
  "number of crews",
  ["integer", "string"],
  "1",
);

/** The published schema calls for an exact bound; zod's own messages are reworded in `findings.ts`. */
export const count = z.int().min(1);
export const positive = z.number().positive();

/** A block with these keys and no others. The message of an unknown key carries the known ones, for "did you mean". */
export function block<S extends z.ZodRawShape>(shape: S) {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === "unrecognized_keys" ? Object.keys(shape).join(" ") : undefined),
  });
}
