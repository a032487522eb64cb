import type { Argv } from "yargs";

/** Flags that say in what form the answer comes. */
export function withOutputFlags<T>(yargs: Argv<T>): Argv<T> {
  return withDetailsFlag(yargs)
    .option("json", { type: "boolean", describe: "print the result as JSON", group: "Output:" })
    .option("csv", {
      type: "string",
      describe: "write every figure to this .csv file",
      requiresArg: true,
      group: "Output:",
    })
    .option("chart", {
      type: "string",
      describe: "write a chart to this .svg file",
      requiresArg: true,
      group: "Output:",
    }) as unknown as Argv<T>;
}

/** The flag for all that a person may want to read. */
export function withDetailsFlag<T>(yargs: Argv<T>): Argv<T> {
  return yargs.option("details", {
    type: "boolean",
    describe: "print everything, not only what ten seconds are enough for",
    group: "Output:",
  }) as unknown as Argv<T>;
}

/** Colour only on a terminal that has not asked for none; width of the terminal, at most what reads well. */
export function textStyle(): { colour: boolean; width: number } {
  const { stdout, env } = process;
  const colour = stdout.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb";
  return { colour, width: Math.min(stdout.columns ?? 100, 100) };
}
