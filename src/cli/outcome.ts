import type { Problem } from "../scenario/problem.js";

/** Exit codes: a contract of the command line. */
export const Exit = {
  DONE: 0,
  /** An objective or threshold was missed, or is undecided. */
  MISSED: 1,
  /** The input is wrong. */
  INPUT: 2,
  /** Our fault. */
  FAULT: 3,
  INTERRUPTED: 130,
} as const;

/** Thrown to end a command because of what a person wrote: every problem at once, exit code 2. */
export class InputProblems extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super("the input is wrong");
  }
}

/** One problem with a flag or a file as a whole. */
export function inputProblem(file: string, message: string, suggestion?: string): InputProblems {
  return new InputProblems([{ file, path: "", message, suggestion }]);
}
