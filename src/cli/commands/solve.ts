import type { Argv } from "yargs";
import * as run from "./run.js";

export const command = "solve [scenario]";
export const describe = "exact figures from the Markov chain of the same handlers; says which laws it replaced";

export const builder = (yargs: Argv): Argv => run.builder(yargs).default("method", "exact");

/** `run --method exact` under its own name. */
export const handler = (flags: Record<string, unknown>): Promise<number> => run.handler({ ...flags, method: "exact" });
