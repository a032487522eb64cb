import yargs from "yargs";
import { InputProblems, inputProblem } from "../library/inputProblems.js";
import { nearest } from "../notation/document/nearest.js";
import { formatProblem, quote } from "../notation/document/problem.js";
import { Exit } from "./terminal/exit.js";
import { notUnderstood } from "./terminal/notUnderstood.js";
import { requireOnce } from "./terminal/once.js";
import { endWhenNotPrinted } from "./terminal/printing.js";
import { endProgress } from "./terminal/progress.js";
import { version } from "./version.js";

/** The commands; each is loaded only when asked for. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  run: () => import("./commands/run.js"),
  compare: () => import("./commands/compare.js"),
  solve: () => import("./commands/solve.js"),
  drill: () => import("./commands/drill.js"),
  trace: () => import("./commands/trace.js"),
  plan: () => import("./commands/plan.js"),
  verify: () => import("./commands/verify.js"),
  check: () => import("./commands/check.js"),
  export: () => import("./commands/export.js"),
  schema: () => import("./commands/schema.js"),
  models: () => import("./commands/models.js"),
  nines: () => import("./commands/nines.js"),
};

interface Command {
  readonly command: string;
  readonly describe: string;
  readonly builder: (yargs: import("yargs").Argv) => import("yargs").Argv;
  readonly handler: (flags: Record<string, unknown>) => Promise<number>;
}

/** Runs the command line and sets the exit code. Never throws. */
export async function main(words: readonly string[]): Promise<void> {
  endWhenNotPrinted();
  try {
    process.exitCode = await obey(words);
  } catch (error) {
    endProgress();
    process.exitCode = complain(error, words);
  }
}

async function obey(words: readonly string[]): Promise<number> {
  requireCommand(words[0]);
  let exit: number = Exit.DONE;
  const cli = yargs([...words])
    .scriptName("hasim")
    .usage(
      "$0 <command> [scenario.yaml] [options]\n\nAvailability of clusters: simulated, solved, compared, drilled, planned.",
    )
    .version(version())
    .strict()
    .demandCommand(1, "say what to do")
    .parserConfiguration({ "camel-case-expansion": false, "parse-numbers": false, "parse-positional-numbers": false })
    .wrap(helpAsked(words) ? Math.min(process.stdout.columns ?? 100, 110) : null)
    .epilogue(
      "Exit codes: 0 done; 1 an objective or threshold is missed or undecided; 2 the input is wrong; 3 our fault; 130 interrupted.",
    )
    .exitProcess(false)
    .fail((message, error) => {
      // Yargs' own errors, such as a flag without its argument, are the person's.
      if (error && error.name !== "YError") throw error;
      throw notUnderstood(message, words, knownFlags(cli));
    });
  for (const { command, describe, builder, handler } of await commandsFor(words)) {
    cli.command(command, describe, builder as never, async (flags: Record<string, unknown>) => {
      requireOnce(flags);
      exit = await handler(flags);
    });
  }
  await cli.parseAsync();
  return exit;
}

/** The flags of the command that is being read; the types of yargs leave out that it tells them. */
const knownFlags = (cli: unknown): string[] => Object.keys((cli as { getOptions(): { key: object } }).getOptions().key);

/** Yargs would take an unknown command for an argument too many. @throws InputProblems */
function requireCommand(word: string | undefined): void {
  if (word === undefined || word.startsWith("-") || Object.hasOwn(COMMANDS, word)) return;
  const known = Object.keys(COMMANDS);
  const meant = nearest(word, known);
  throw inputProblem(
    "hasim",
    `${quote(word)} is no command (${known.join(", ")})`,
    meant === undefined ? "hasim --help" : `hasim ${meant}`,
  );
}

/** Yargs lays out the help of every command it obeys; where nobody will read it, it need not wrap the lines. */
const helpAsked = (words: readonly string[]): boolean => words.length === 0 || words.includes("--help");

/** The command named, or all of them for help and for a wrong name. */
async function commandsFor(words: readonly string[]): Promise<Command[]> {
  const load = Object.hasOwn(COMMANDS, words[0] ?? "") ? [COMMANDS[words[0]!]!] : Object.values(COMMANDS);
  return Promise.all(load.map((one) => one()));
}

function complain(error: unknown, words: readonly string[]): number {
  if (error instanceof InputProblems) {
    process.stderr.write(`${error.problems.map(formatProblem).join("\n")}\n`);
    return Exit.INPUT;
  }
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Error && error.name === "TooManyStates") {
    process.stderr.write(`hasim: ${message}\n`);
    return Exit.INPUT;
  }
  process.stderr.write(
    `hasim ${version()} failed: ${message}\nThis is our fault. Replay it with: hasim ${words.map(quoted).join(" ")}\n`,
  );
  if (process.env.HASIM_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return Exit.FAULT;
}

const quoted = (word: string): string => (/^[\w./=:+%,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
