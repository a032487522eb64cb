import { z } from "zod";
import type { Problem } from "../../notation/document/problem.js";
import { jsonText } from "./jsonText.js";
import { publishedSchema } from "./publishedSchema.js";

/** What `check --json` prints. */
const problemsSchema = z.object({
  formatVersion: z.literal("1.0"),
  problems: z
    .array(
      z.object({
        file: z.string(),
        line: z.number().nullable().describe("From 1; null for a file as a whole."),
        column: z.number().nullable(),
        path: z.string().describe('Of the field, such as nodeClasses[0].count; "" for a file as a whole.'),
        value: z.unknown().describe("What stands there; null where nothing does."),
        message: z.string(),
        suggestion: z.string().nullable().describe("What to write instead."),
      }),
    )
    .describe("Of all files, in the order of the text; none: every file is sound."),
});

/** The published JSON Schema (2020-12) of the problems of scenarios. */
export const problemsJsonSchema = (): object => publishedSchema("check", problemsSchema);

/** Problems as `check --json` prints them, their keys in one order. */
export function problemsJson(problems: readonly Problem[]): string {
  const plain = problems.map(({ file, line = null, column = null, path, value = null, message, suggestion = null }) => {
    return { file, line, column, path, value, message, suggestion };
  });
  return jsonText({ formatVersion: "1.0", problems: plain });
}
