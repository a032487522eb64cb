import { z } from "zod";
import { publishedSchema } from "./publishedSchema.js";
import { estimate, resultSchema, verdict } from "./resultSchema.js";

const number = z.number();
const text = z.string();
const texts = z.array(text);

const named = {
  id: text,
  architecture: text,
  nodes: number.describe("Nodes of one copy."),
  repairContract: text.nullable().describe("Null: the scenario gives its own repairs."),
  copies: number.describe("So many of it are bought, each for its own services."),
};
const strategy = z.enum(["none", "dr", "ha", "ha+dr"]);
const objective = z.enum(["availability", "rto", "rpo", "budget"]);

const flip = z.object({
  input: z.enum(["downtimeCost", "rto"]),
  direction: z.enum(["above", "below"]),
  value: number.nullable().describe("Money a second, or seconds; null: as soon as any is stated."),
  surelyAt: number
    .nullable()
    .describe("Where what is advised beyond it was confirmed; between the two it may be too close to tell."),
  to: text.nullable().describe("What is advised then; null: nothing considered would surely do."),
  text,
});

const relaxation = z
  .object({
    objective,
    value: number.describe("A share, seconds, or money a year."),
    to: text,
    text,
    get after() {
      return relaxation.exactOptional();
    },
  })
  .meta({ id: "Relaxation", description: "The least change of one objective with which something is feasible." });

const judged = z.object({
  ...named,
  strategy,
  feasible: z.boolean(),
  unclear: z.boolean().describe("True when it is not feasible only because something is too close to tell."),
  why: texts.describe("Why it lost, or what it misses; empty for the one recommended."),
  infrastructure: number,
  outageCost: estimate.nullable(),
  dataLossCost: number.nullable(),
  total: estimate,
  unavailability: estimate.describe("Of one service."),
  downtimePerYear: estimate,
  method: z.enum(["exact", "crude"]),
  rto: verdict.nullable(),
  rpo: verdict.nullable(),
  kept: estimate
    .nullable()
    .describe("Share of years in which one service keeps the RTO, simulated or bounded; null where the verdict is."),
  warnings: resultSchema.shape.warnings,
});

/** The answer of `plan`, as `--json` prints it. */
export const planSchema = z
  .object({
    formatVersion: z.literal("1.0"),
    scenario: text,
    seed: text,
    currency: text,
    services: number,
    recommendation: z
      .object({
        candidate: z.object(named),
        strategy,
        reasons: texts,
        warnings: resultSchema.shape.warnings,
        wouldChangeIf: z.array(flip),
        ties: texts.describe("Candidates whose total cannot be told from it."),
      })
      .nullable(),
    obstacle: z
      .object({
        excludes: z.array(
          z.object({
            objective,
            candidates: number.describe("Those it excludes by itself."),
            unclear: number.describe("Those of which that is too close to tell."),
          }),
        ),
        relaxations: z.array(relaxation).describe("Nearest first."),
        text,
      })
      .nullable()
      .describe("Only where nothing is feasible."),
    candidates: z.array(judged),
    pareto: texts.describe("Ids for which nothing is both cheaper to buy and less down."),
    unfit: z.array(z.object({ architecture: text, why: text })),
    notes: texts,
  })
  .describe("Money a year for all copies, seconds a year for one service.");

/** The published JSON Schema (2020-12) of a plan. */
export const planJsonSchema = (): object => publishedSchema("plan", planSchema);
