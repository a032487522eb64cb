import type { Argv } from "yargs";
import { inputProblem } from "../../library/inputProblems.js";
import { parseMoneyRate } from "../../notation/units/money.js";
import { parseShare } from "../../notation/units/share.js";
import { ninesTable } from "../../report/ninesTable.js";
import { ninesText } from "../../report/ninesText.js";
import { ninesJson } from "../../report/schemas/ninesSchema.js";
import { textStyle } from "../flags/outputFlags.js";
import { Exit } from "../terminal/exit.js";

export const command = "nines [availability]";
export const describe = "what an availability means in time, and in money with --downtime-cost";

export const builder = (yargs: Argv): Argv =>
  yargs
    .positional("availability", { type: "string", describe: "99.95%; without it the table from 99 % to 99.9999 %" })
    .option("downtime-cost", { type: "string", describe: "$5000/min", requiresArg: true })
    .option("json", { type: "boolean", describe: "print as JSON" });

export async function handler(flags: Record<string, unknown>): Promise<number> {
  const table = ninesTable(availabilityOf(flags.availability), costOf(flags["downtime-cost"]));
  process.stdout.write(flags.json ? ninesJson(table) : ninesText(table, textStyle()));
  return Exit.DONE;
}

function availabilityOf(text: unknown): number | undefined {
  if (text === undefined) return undefined;
  const read = parseShare(String(text));
  if (!("value" in read)) throw inputProblem("availability", read.message, read.suggestion);
  if (read.value < 1) return read.value;
  throw inputProblem("availability", `"${text}" leaves no downtime to speak of`, "99.95%");
}

function costOf(text: unknown) {
  if (text === undefined) return undefined;
  const read = parseMoneyRate(String(text));
  if ("value" in read) return read.value;
  throw inputProblem("--downtime-cost", read.message, read.suggestion);
}
