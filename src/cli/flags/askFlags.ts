import type { Argv } from "yargs";
import { inputProblem } from "../../library/inputProblems.js";
import { parseDuration } from "../../notation/units/duration.js";
import { parseShare } from "../../notation/units/share.js";
import { type Ask, DEFAULT_ASK } from "../../study/method/ask.js";
import { progressLine } from "../terminal/progress.js";

/** Flags that say how the answer is to be found. */
export function withAskFlags<T>(yargs: Argv<T>): Argv<T> {
  return yargs
    .option("method", {
      choices: ["auto", "crude", "accelerated", "exact"] as const,
      default: DEFAULT_ASK.method,
      describe: "simulate, simulate with rare failures drawn more often, solve the Markov chain, or what fits best",
      group: "Method:",
    })
    .option("replications", {
      type: "string",
      default: "auto",
      describe: "how many, or auto",
      requiresArg: true,
      group: "Method:",
    })
    .option("precision", {
      type: "string",
      default: "5%",
      describe: "half-width of the interval of unavailability, where replications are auto",
      requiresArg: true,
      group: "Method:",
    })
    .option("max-events", {
      type: "string",
      default: "3000000",
      describe: "activities after which auto stops all the same",
      requiresArg: true,
      group: "Method:",
    })
    .option("max-time", {
      type: "string",
      describe: "time after which auto stops all the same, such as 10s; the answer says how to replay it",
      requiresArg: true,
      group: "Method:",
    })
    .option("workers", {
      type: "string",
      default: "1",
      describe: "threads; results never depend on how many (only 1 so far)",
      requiresArg: true,
      group: "Method:",
    })
    .option("phases", {
      type: "string",
      array: true,
      describe: "exact only: activity=k Erlang phases or activity=match",
      requiresArg: true,
      group: "Method:",
    })
    .option("max-states", {
      type: "string",
      describe: "exact only: largest chain; 300000 states unless told",
      requiresArg: true,
      group: "Method:",
    }) as unknown as Argv<T>;
}

/** The flags as an Ask. @throws InputProblems naming each flag that is wrong. */
export function askOf(flags: Readonly<Record<string, unknown>>): Ask {
  requireOneWorker(flags.workers ?? "1");
  const replications = flags.replications === "auto" ? "auto" : whole("--replications", flags.replications, 2);
  return {
    ...DEFAULT_ASK,
    method: flags.method as Ask["method"],
    replications,
    precision: precisionOf(String(flags.precision ?? "5%")),
    maxEvents: whole("--max-events", flags["max-events"] ?? DEFAULT_ASK.maxEvents, 1000),
    exact: {
      phases: phasesOf((flags.phases as string[] | undefined) ?? []),
      progress: progressLine("states"),
      ...(flags["max-states"] === undefined ? {} : { maxStates: whole("--max-states", flags["max-states"], 2) }),
    },
    progress: progressLine(),
    ...(flags["max-time"] === undefined ? {} : { goOn: until(flags["max-time"]) }),
  };
}

/** A whole number given to a flag. @throws InputProblems */
export function whole(flag: string, text: unknown, least: number): number {
  const value = Number(text);
  if (/^\d{1,15}$/.test(String(text).trim()) && value >= least) return value;
  throw inputProblem(flag, `"${text}" is not a whole number of ${least} or more`);
}

/** Is the time not yet over? It counts from here on. */
function until(text: unknown): () => boolean {
  const time = parseDuration(String(text));
  if (!("value" in time)) throw inputProblem("--max-time", time.message, time.suggestion ?? "10s");
  if (!(time.value > 0)) throw inputProblem("--max-time", `"${text}" is no time at all`, "10s");
  const end = performance.now() + time.value * 1000;
  return () => performance.now() < end;
}

function requireOneWorker(text: unknown): void {
  if (whole("--workers", text, 1) > 1) throw inputProblem("--workers", "hasim runs in one thread so far", "1");
}

function precisionOf(text: string): number {
  const share = parseShare(text);
  if ("value" in share && share.value > 0 && share.value < 1) return share.value;
  throw inputProblem("--precision", `"${text}" is not a share between 0 and 1`, "5%");
}

const ACTIVITIES = [
  "fail",
  "swap",
  "detect",
  "takeover",
  "manual",
  "repair",
  "test",
  "shock",
  "declare",
  "provision",
  "restore",
  "cut",
  "mend",
  "unplug",
  "plug",
  "witnessFail",
  "witnessMend",
  "regroup",
  "stop",
  "aim",
  "fence",
  "confirm",
  "resync",
];
const ALIASES: Readonly<Record<string, string>> = { detection: "detect", failure: "fail", life: "fail" };

function phasesOf(given: readonly string[]): Record<string, number | "match"> {
  const phases: Record<string, number | "match"> = {};
  for (const entry of given.flatMap((text) => text.split(","))) {
    const [name = "", count = ""] = entry.split("=");
    const activity = ALIASES[name] ?? name;
    if (!ACTIVITIES.includes(activity))
      throw inputProblem("--phases", `"${name}" is not an activity (${ACTIVITIES.join(", ")})`, "detect=10");
    phases[activity] = count === "match" ? "match" : whole("--phases", count, 1);
  }
  return phases;
}
