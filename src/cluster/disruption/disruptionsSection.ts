import { z } from "zod";
import { block } from "../../notation/document/fields.js";
import type { Finding } from "../../notation/document/problem.js";
import { lawOf, lifeOf } from "../../notation/laws/law.js";
import { law, life } from "../../notation/laws/lawNotation.js";
import { section } from "../section.js";
import type { DisruptionSpec } from "./disruptionSpec.js";

const KINDS = ["release", "configuration", "certificate", "dns"] as const;

const schema = z
  .array(
    block({
      kind: z.enum(KINDS).describe("What stops it; decides how often and for how long unless told."),
      every: life.optional().describe("Time from one to the next. A bare duration is the mean of an exponential."),
      found: law.optional().describe("Until somebody, or something, notices."),
      mended: law.optional().describe("From there to its being over: rolled back, renewed, or past by itself."),
    }),
  )
  .min(1)
  .max(KINDS.length)
  .describe(
    "What stops every node at once though each of them runs: a bad release, a wrong configuration, an expired certificate, names that do not resolve.",
  );

type Document = { readonly disruptions?: z.output<typeof schema> | undefined };

type Whole = { readonly disruptions?: readonly DisruptionSpec[] | undefined };

/** `disruptions:` of a scenario. */
export const disruptions = section({
  schema,
  spec({ disruptions: written }: Document, { defaults }): readonly DisruptionSpec[] | undefined {
    return written?.map(({ kind, every, found, mended }): DisruptionSpec => {
      const preset = (field: string) => `disruption.${kind}.${field}`;
      return {
        origin: kind,
        every: lifeOf(every ?? defaults.life(preset("every"), preset("every"))),
        found: lawOf(found ?? defaults.law(preset("found"), preset("found"))),
        mended: lawOf(mended ?? defaults.law(preset("mended"), preset("mended"))),
        mending: "manualRecovery",
        losesData: false,
      };
    });
  },
  findings({ disruptions: written = [] }: Document): Finding[] {
    const kinds = written.map(({ kind }) => kind);
    return kinds.flatMap((kind, i) =>
      kinds.indexOf(kind) === i
        ? []
        : [{ path: ["disruptions", i, "kind"], message: `${kind} is there already; say how often in one place` }],
    );
  },
  leavesOut: ({ disruptions: asked }: Whole) =>
    asked ? [] : ["what stops every node though each runs (a bad release, a certificate)"],
});
