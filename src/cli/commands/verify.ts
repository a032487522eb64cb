import type { Argv } from "yargs";
import { InputProblems, inputProblem } from "../../library/inputProblems.js";
import { checksOf, verifyingAsk } from "../../library/verifying.js";
import type { Problem } from "../../notation/document/problem.js";
import { type Ask, DEFAULT_ASK } from "../../study/method/ask.js";
import type { Check } from "../../study/verify/verify.js";
import { whole } from "../flags/askFlags.js";
import { questionOf, scenarioRead } from "../question.js";
import { Exit } from "../terminal/exit.js";
import { endProgress, progressLine } from "../terminal/progress.js";
import { planFor } from "./plan.js";

export const command = "verify <scenarios..>";
export const describe = "solve and simulate scenarios that have expected values, and report misses";

export const builder = (yargs: Argv): Argv =>
  yargs
    .positional("scenarios", {
      type: "string",
      array: true,
      describe: "scenario files with expect:",
      demandOption: true,
    })
    .option("seeds", {
      type: "string",
      alias: "seed",
      describe: "seeds to simulate with, separated by commas; the file's own unless told",
      requiresArg: true,
    })
    .option("max-events", {
      type: "string",
      default: String(DEFAULT_ASK.maxEvents),
      describe: "activities for each simulation",
      requiresArg: true,
    })
    .option("json", { type: "boolean", describe: "print every check as JSON" });

interface FileChecks {
  readonly file: string;
  readonly checks: readonly Check[];
}

/** Verifies every file; a file that is wrong does not keep the others from being verified. */
export async function handler(flags: Record<string, unknown>): Promise<number> {
  const maxEvents = whole("--max-events", flags["max-events"], 1000);
  const ask = verifyingAsk(DEFAULT_ASK, maxEvents);
  const seeds = seedsOf(flags.seeds);
  const done: FileChecks[] = [];
  const problems: Problem[] = [];
  const files = flags.scenarios as string[];
  const progress = progressLine("files");
  for (const [i, file] of files.entries()) {
    try {
      progress(i, files.length);
      done.push({ file, checks: checksIn(file, seeds, ask) });
      endProgress();
      if (!flags.json) process.stdout.write(fileText(done.at(-1)!));
    } catch (error) {
      if (!(error instanceof InputProblems)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new InputProblems(problems);
  if (flags.json) process.stdout.write(`${JSON.stringify({ formatVersion: "1.0", files: done }, null, 2)}\n`);
  return done.some(({ checks }) => failed(checks)) ? Exit.MISSED : Exit.DONE;
}

function seedsOf(text: unknown): string[] | undefined {
  const seeds = text === undefined ? undefined : String(text).split(",");
  if (!seeds?.includes("")) return seeds;
  throw inputProblem("--seeds", `"${text}" has an empty seed`, "1,2,3");
}

function checksIn(file: string, seeds: string[] | undefined, ask: Ask): Check[] {
  const { scenario } = scenarioRead(file, file);
  if (scenario.expect.length === 0 && !scenario.needs)
    throw inputProblem(file, "has nothing to verify", "add expect: with figures and their values");
  return checksOf(scenario, { question: () => questionOf(file, {}), plan: () => planFor(file, {}) }, seeds, ask);
}

/** A miss, or a figure that no reading could check. */
function failed(checks: readonly Check[]): boolean {
  const figures = new Set(checks.map((check) => check.figure));
  const judged = new Set(checks.filter((check) => check.verdict !== "skipped").map((check) => check.figure));
  return checks.some((check) => check.verdict === "miss") || judged.size < figures.size;
}

function fileText({ file, checks }: FileChecks): string {
  const passed = (reading: string) => checks.filter((c) => c.verdict === "pass" && c.reading === reading).length;
  const lines = [
    `${failed(checks) ? "MISS" : "ok  "} ${file}: ${passed("exact")} exact, ${passed("simulated")} simulated`,
  ];
  for (const check of checks) {
    if (check.verdict === "pass") continue;
    lines.push(`     ${check.verdict} ${check.figure} (${check.reading}): expected ${check.expected}, ${check.why}`);
  }
  return `${lines.join("\n")}\n`;
}
