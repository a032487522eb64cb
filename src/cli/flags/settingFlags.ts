import { inputProblem } from "../../library/inputProblems.js";
import type { Overrides } from "../../scenario/overrides.js";

/** What `--set name=value`, given never, once or several times, says of the settings in the block `of`. */
export function settingOverrides(given: unknown, of: string): Overrides {
  return Object.fromEntries(
    textsOf(given).map((setting) => {
      const [, name, value] = /^([\w.]+)=(.+)$/.exec(setting) ?? [];
      if (value === undefined) throw inputProblem("--set", `"${setting}" is not name=value`, "heartbeat=200ms");
      return [`${of}.${name}`, value];
    }),
  );
}

/** A flag given never, once or several times. */
export function textsOf(given: unknown): string[] {
  return given === undefined ? [] : [given].flat().map(String);
}
