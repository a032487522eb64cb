import type { z } from "zod";
import { block } from "../../notation/document/fields.js";
import { lawOf, lifeOf } from "../../notation/laws/law.js";
import { law, life } from "../../notation/laws/lawNotation.js";
import { section } from "../section.js";
import type { DisruptionSpec } from "./disruptionSpec.js";

const schema = block({
  every: life.optional().describe("Time from one to the next. A bare duration is the mean of an exponential."),
  found: law.optional().describe("Until somebody notices; the service is spoilt meanwhile, and counts as down."),
  restore: law.optional().describe("From there to the last clean backup being back."),
}).describe(
  "A deletion or a bad release spoils the data in every replica at once: the recovery point is the backup's.",
);

type Document = { readonly corruption?: z.output<typeof schema> | undefined };

/** `corruption:` of a scenario. */
export const corruption = section({
  schema,
  spec({ corruption: written }: Document, { defaults }): DisruptionSpec | undefined {
    if (written === undefined) return undefined;
    const preset = (field: string) => `corruption.${field}`;
    const timed = (field: "found" | "restore") => lawOf(written[field] ?? defaults.law(preset(field), preset(field)));
    return {
      origin: "corruption",
      every: lifeOf(written.every ?? defaults.life(preset("every"), preset("every"))),
      found: timed("found"),
      mended: timed("restore"),
      mending: "storage",
      losesData: true,
    };
  },
});
