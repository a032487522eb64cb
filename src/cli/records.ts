import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { inputProblem } from "../library/inputProblems.js";
import { type Circumstances, type HistoryLine, readHistory } from "../report/drill/evidence.js";
import type { Overrides } from "../scenario/overrides.js";
import { readText } from "./files.js";
import { version } from "./version.js";

/** When, with what and on which scenario a drill is played. The date is the only thing here that the next run has not. */
export function circumstancesOf(file: string | undefined, overrides: Overrides): Circumstances {
  const scenarioText = file === undefined ? "{}" : readText(file);
  return {
    version: version(),
    scenarioHash: createHash("sha256").update(scenarioText).digest("hex"),
    overrides,
    scenarioText,
    playedAt: new Date().toISOString(),
  };
}

/** The drills kept in a file; none when it is yet to be made. @throws InputProblems when it holds something else. */
export function historyIn(file: string): HistoryLine[] {
  if (!existsSync(file)) return [];
  const read = readHistory(readText(file));
  if ("lines" in read) return read.lines;
  throw inputProblem(`${file}:${read.wrongLine}:1`, "is no line of a drill history", "a new file");
}
