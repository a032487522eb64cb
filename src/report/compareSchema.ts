import { z } from "zod";
import type { Comparison } from "../study/comparison.js";
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
});

/** The published JSON Schema (2020-12) of a comparison. */
export const compareJsonSchema = (): object => publishedSchema("compare", compareSchema);

/** A comparison as `--json` prints it. @throws Error when it does not fit the schema, which is a fault of the program. */
export function comparisonJson({ results, differences }: Comparison): string {
  return jsonText(compareSchema.parse(JSON.parse(jsonText({ formatVersion: "1.0", results, differences }))));
}
