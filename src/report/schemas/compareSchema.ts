import { z } from "zod";
import type { Comparison } from "../../study/compare/comparison.js";
import { jsonText } from "./jsonText.js";
import { publishedSchema } from "./publishedSchema.js";
import { estimate, resultSchema } from "./resultSchema.js";

/** The answer of `compare`, as `--json` prints it. */
export const compareSchema = z.object({
  formatVersion: z.literal("1.0"),
  results: z.array(resultSchema).describe("In the order asked."),
  differences: z
    .array(
      z.object({
        architecture: z.string(),
        against: z.string(),
        downtimePerYear: estimate.describe("Seconds a year."),
        outagesPerYear: estimate,
      }),
    )
    .describe("What each has more than the first, per service; below zero: less."),
  unit: z
    .object({ services: z.number(), because: z.string() })
    .describe("The work that all are compared for: so many services, and why so many."),
  purchases: z
    .array(
      z.object({
        design: z.number().describe("Index of its design among the results, whose figures are those of one copy."),
        copies: z.number(),
        alternative: z.boolean().describe("True: not for the same work, but what the nodes asked for would buy."),
        nodes: z.number(),
        services: z.number().describe("Services that all copies carry."),
        allUp: z
          .object({ unavailability: estimate, downtimePerYear: estimate, outagesPerYear: estimate })
          .describe("Its services taken together: down while not all of them are up."),
        cost: z.object({
          infrastructure: z.number(),
          outage: estimate.nullable(),
          total: estimate.nullable(),
          currency: z.string(),
        }),
      }),
    )
    .describe("What carries that work, one for each design; then what else the nodes asked for would buy."),
});

/** The published JSON Schema (2020-12) of a comparison. */
export const compareJsonSchema = (): object => publishedSchema("compare", compareSchema);

/** A comparison as `--json` prints it. @throws Error when it does not fit the schema, which is a fault of the program. */
export function comparisonJson(comparison: Comparison): string {
  return jsonText(compareSchema.parse(JSON.parse(jsonText({ formatVersion: "1.0", ...comparison }))));
}
