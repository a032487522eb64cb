import type { Argv } from "yargs";
import { drillJsonSchema } from "../../report/drillSchema.js";
import { resultJsonSchema } from "../../report/resultSchema.js";
import { scenarioJsonSchema } from "../../scenario/schema.js";
import { Exit } from "../exit.js";

export const command = "schema [of]";
export const describe = "print the JSON Schema of scenarios, or of what --json prints";

export const builder = (yargs: Argv): Argv =>
  yargs.positional("of", {
    choices: ["scenario", "result", "drill"] as const,
    default: "scenario" as const,
    describe: "which schema",
  });

const SCHEMAS = { scenario: scenarioJsonSchema, result: resultJsonSchema, drill: drillJsonSchema };

export async function handler(flags: Record<string, unknown>): Promise<number> {
  const schema = SCHEMAS[flags.of as keyof typeof SCHEMAS]();
  process.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
  return Exit.DONE;
}
