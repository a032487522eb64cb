import type { z } from "zod";
import type { Law } from "../../kernel/law.js";
import { block } from "../../notation/document/fields.js";
import { lawOf, lifeOf } from "../../notation/laws/law.js";
import { law, life } from "../../notation/laws/lawNotation.js";
import { section } from "../section.js";

/** What spoils the data everywhere at once: a deletion, a bad release. Replicas carry it along; the last clean copy is the backup. */
export interface CorruptionSpec {
  readonly every: Law;
  /** Until somebody notices and stops the service. */
  readonly found: Law;
  /** From there to the last clean copy being back. */
  readonly restore: Law;
}

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
  spec({ corruption: written }: Document, { defaults }): CorruptionSpec | undefined {
    if (written === undefined) return undefined;
    const preset = (field: string) => `corruption.${field}`;
    const timed = (field: "found" | "restore") => lawOf(written[field] ?? defaults.law(preset(field), preset(field)));
    return {
      every: lifeOf(written.every ?? defaults.life(preset("every"), preset("every"))),
      found: timed("found"),
      restore: timed("restore"),
    };
  },
});
