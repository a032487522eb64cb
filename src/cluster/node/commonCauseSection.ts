import { z } from "zod";
import type { Law } from "../../kernel/law.js";
import { block } from "../../notation/document/fields.js";
import { lawOf, lifeOf } from "../../notation/laws/law.js";
import { law, life } from "../../notation/laws/lawNotation.js";
import { section } from "../section.js";

/** A shock that takes every working node at once. */
export interface CommonCauseSpec {
  /** Time from one shock to the next. */
  readonly every: Law;
  readonly detection: Law;
  readonly repair: Law;
  readonly needsCrew: boolean;
}

const schema = block({
  every: life.describe("Time from one shock to the next. A bare duration is the mean of an exponential."),
  detection: law.optional(),
  repair: law.optional(),
  crew: z.boolean().optional(),
}).describe("A shock that takes every working node at once.");

type Document = {
  readonly commonCause?: z.output<typeof schema> | undefined;
};

type Whole = {
  readonly nodes: number;
  readonly commonCause?: CommonCauseSpec | undefined;
  readonly disruptions?: readonly unknown[] | undefined;
};

const FIVE_NINES = 1e-5;

/** `commonCause:` of a scenario. */
export const commonCause = section({
  schema,
  spec({ commonCause: shock }: Document, ground): CommonCauseSpec | undefined {
    if (shock === undefined) return undefined;
    return {
      every: lifeOf(shock.every),
      detection: ground.detection(shock.detection),
      repair: lawOf(shock.repair ?? ground.repair()),
      needsCrew: shock.crew ?? true,
    };
  },
  warnings(spec: Whole, { unavailability }) {
    if (spec.commonCause || spec.disruptions || spec.nodes === 1 || unavailability > FIVE_NINES) return [];
    const text =
      "more than five nines without a common cause: power, a bad release or a person can take every node at once (commonCause:, disruptions:)";
    return [{ code: "no-common-cause", text }];
  },
  leavesOut: (spec: Whole) => (spec.commonCause ? [] : ["common cause (one event that takes every node)"]),
});
