import { z } from "zod";
import type { Law } from "../../kernel/law.js";
import { block, share } from "../../notation/document/fields.js";
import { lawOf } from "../../notation/laws/law.js";
import { law } from "../../notation/laws/lawNotation.js";
import { section } from "../section.js";

export interface StandbySpec {
  /** Failure rate of an idle spare relative to an active node: hot 1, cold 0. */
  readonly factor: number;
  /** Probability that a failure of an idle spare stays unseen until a test or a takeover finds it, in [0, 1]. */
  readonly latent: number;
  /** From an unseen failure of a spare to the test that finds it. */
  readonly test: Law;
}

const schema = z
  .union([
    z.enum(["hot", "warm", "cold"]),
    block({
      factor: share.optional().describe("Failure rate of an idle spare relative to an active node: hot 1, cold 0."),
      latent: share.optional().describe("Share of a spare's failures that stay unseen until a test or a takeover."),
      test: law.optional().describe("From an unseen failure to the test that finds it."),
    }),
  ])
  .describe("How idle spares wait and fail.");

type Document = {
  readonly standby?: z.output<typeof schema> | undefined;
};

/** `standby:` of a scenario, a word or a block. */
export const standby = section({
  schema,
  spec({ standby: written }: Document, { defaults }): StandbySpec {
    const given = typeof written === "object" ? written : {};
    const kind = () => (typeof written === "string" ? written : defaults.word("standby", "standby.kind"));
    const latent = given.latent ?? defaults.share("standby.latent", "standby.latent");
    const test = given.test ?? (latent > 0 ? defaults.law("standby.test", "standby.test") : "immediate");
    return {
      factor: given.factor ?? defaults.share("standby.factor", `standby.${kind()}.factor`),
      latent,
      test: lawOf(test),
    };
  },
});
