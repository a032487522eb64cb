import type { Argv } from "yargs";
import { compareJsonSchema } from "../../report/schemas/compareSchema.js";
import { drillJsonSchema } from "../../report/schemas/drillSchema.js";
import { ninesJsonSchema } from "../../report/schemas/ninesSchema.js";
import { planJsonSchema } from "../../report/schemas/planSchema.js";
import { problemsJsonSchema } from "../../report/schemas/problemsSchema.js";
import { resultJsonSchema } from "../../report/schemas/resultSchema.js";
import { verifyJsonSchema } from "../../report/schemas/verifySchema.js";
import { scenarioJsonSchema } from "../../scenario/schema.js";
import { Exit } from "../terminal/exit.js";

export const command = "schema [of]";
export const describe = "print the JSON Schema of scenarios, or of what --json prints";

const SCHEMAS = {
  scenario: scenarioJsonSchema,
  result: resultJsonSchema,
  compare: compareJsonSchema,
  drill: drillJsonSchema,
  plan: planJsonSchema,
  verify: verifyJsonSchema,
  check: problemsJsonSchema,
  nines: ninesJsonSchema,
};

export const builder = (yargs: Argv): Argv =>
  yargs.positional("of", {
    choices: Object.keys(SCHEMAS),
    default: "scenario",
    describe: "which schema: result is that of run and solve",
  });

export async function handler(flags: Record<string, unknown>): Promise<number> {
  const schema = SCHEMAS[flags.of as keyof typeof SCHEMAS]();
  process.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
  return Exit.DONE;
}
