import type { Argv } from "yargs";
import { resultJsonSchema } from "../../report/resultSchema.js";
import { scenarioJsonSchema } from "../../scenario/schema.js";
import { Exit } from "../outcome.js";

export const command = "schema [of]";
export const describe = "print the JSON Schema of scenarios, or of what --json prints";

export const builder = (yargs: Argv): Argv =>
  yargs.positional("of", {
    choices: ["scenario", "result"] as const,
    default: "scenario" as const,
    describe: "which schema",
  });

export async function handler(flags: Record<string, unknown>): Promise<number> {
  const schema = flags.of === "result" ? resultJsonSchema() : scenarioJsonSchema();
  process.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
  return Exit.DONE;
}
