import { type InputProblems, inputProblem } from "../../library/inputProblems.js";
import { nearest } from "../../notation/document/nearest.js";

/** Commands that answer one question at a time, and what to do with several files. */
const ONE_AT_A_TIME: Readonly<Record<string, string>> = {
  run: "hasim compare",
  solve: "hasim compare",
  plan: "hasim plan",
  drill: "hasim drill",
  trace: "hasim trace",
  export: "hasim export",
};

/** What yargs does not understand, in words that help: a flag that is misspelt, a file too many. */
export function notUnderstood(message: string, words: readonly string[], flags: readonly string[]): InputProblems {
  const [command = ""] = words;
  const help =
    command in ONE_AT_A_TIME || flags.length > 0 ? `hasim ${command} --help`.replace("  ", " ") : "hasim --help";
  const unknown = /^Unknown arguments?: (.+)$/.exec(message)?.[1]?.split(", ") ?? [];
  const flag = unknown.find((word) => words.some((given) => given === `--${word}` || given.startsWith(`--${word}=`)));
  if (flag !== undefined) {
    const meant = nearest(flag, flags);
    return inputProblem(`--${flag}`, `is no flag of hasim ${command}`, meant === undefined ? help : `--${meant}`);
  }
  const [file] = unknown;
  const several = ONE_AT_A_TIME[command];
  if (file !== undefined && several !== undefined) {
    const instead =
      several === `hasim ${command}`
        ? `hasim ${command} ${file}, in a call of its own`
        : `${several} ${files(words, unknown)}`;
    return inputProblem(file, `is one file too many: ${command} takes one scenario`, instead);
  }
  return inputProblem("hasim", message, help);
}

/** The files given, in their order. */
function files(words: readonly string[], unknown: readonly string[]): string {
  const last = words.indexOf(unknown.at(-1) ?? "");
  return words
    .slice(1, last + 1)
    .filter((word) => !word.startsWith("-"))
    .join(" ");
}
