import { InputProblems } from "../../library/inputProblems.js";

/** Words that may be given several times. */
const REPEATABLE = new Set(["_", "scenarios", "others", "set", "threshold", "phases", "fault"]);

/** A flag given twice says two things, of which one would be taken silently. @throws InputProblems naming each such flag. */
export function requireOnce(flags: Readonly<Record<string, unknown>>): void {
  const problems = Object.entries(flags).flatMap(([flag, given]) => {
    if (!Array.isArray(given) || REPEATABLE.has(flag) || typeof given[0] === "boolean") return [];
    const values = given.map((value) => JSON.stringify(value)).join(" and ");
    return [{ file: `--${flag}`, path: "", message: `is given ${given.length} times, ${values}; keep one of them` }];
  });
  if (problems.length > 0) throw new InputProblems(problems);
}
