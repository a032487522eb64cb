import type { z } from "zod";
import type { Law } from "../../kernel/law.js";
import { block, share } from "../../notation/document/fields.js";
import { lawOf } from "../../notation/laws/law.js";
import { law } from "../../notation/laws/lawNotation.js";
import { section } from "../section.js";

/** Mistakes of those who mend nodes. */
export interface OperatorSpec {
  /** Probability, a repair by a crew, that a working node is taken down by mistake. */
  readonly error: number;
  readonly detection: Law;
  readonly repair: Law;
}

const schema = block({
  error: share
    .optional()
    .describe("Probability, each repair by a crew, that another node, which works, is taken down."),
  detection: law.optional().describe("Until the cluster finds that node lost; detection unless told."),
  repair: law
    .optional()
    .describe("Until it runs again; whoever took it down puts it back, without waiting for a crew."),
}).describe("Mistakes of those who mend: the wrong machine, the wrong cable.");

type Document = { readonly operator?: z.output<typeof schema> | undefined };

type Whole = { readonly operator?: OperatorSpec | undefined };

/** `operator:` of a scenario. */
export const operator = section({
  schema,
  spec({ operator: written }: Document, { defaults, detection }): OperatorSpec | undefined {
    return (
      written && {
        error: written.error ?? defaults.share("operator.error", "operator.error"),
        detection: detection(written.detection),
        repair: lawOf(written.repair ?? defaults.law("operator.repair", "operator.repair")),
      }
    );
  },
  leavesOut: ({ operator: asked }: Whole) => (asked ? [] : ["operator error"]),
});
