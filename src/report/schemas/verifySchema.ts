import { z } from "zod";
import { publishedSchema } from "./publishedSchema.js";

const word = z.union([z.number(), z.string()]);
const end = z.number().nullable().optional();

/** The answer of `verify`, as `--json` prints it. */
export const verifySchema = z.object({
  formatVersion: z.literal("1.0"),
  files: z.array(
    z.object({
      file: z.string(),
      checks: z
        .array(
          z.object({
            figure: z.string().describe("Its path in --json of run."),
            reading: z.enum(["exact", "simulated"]),
            expected: word,
            got: word.nullable(),
            low: end,
            high: end,
            verdict: z.enum(["pass", "miss", "skipped"]),
            why: z.string(),
          }),
        )
        .describe("One for each expectation and reading."),
    }),
  ),
});

/** The published JSON Schema (2020-12) of a verification. */
export const verifyJsonSchema = (): object => publishedSchema("verify", verifySchema);
