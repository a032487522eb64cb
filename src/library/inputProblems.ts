import type { Problem } from "../notation/document/problem.js";

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
