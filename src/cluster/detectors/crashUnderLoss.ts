import type { Law } from "../../kernel/law.js";
import { mixture } from "../../kernel/laws/made/mixture.js";
import { uniform } from "../../kernel/laws/uniform.js";
import { type LossSetting, runInProgress } from "./falseSuspicion.js";

/**
 * From the crash of a node to its declaration when heartbeats get lost too: (k − J − U)·every, where J losses were already
 * in a row and the crash came at U of a period; the detector waits k periods from the last heartbeat received.
 * Without loss it is k·every − U(0, every).
 */
export function crashDetection(setting: LossSetting & { readonly every: number }): Law {
  return detectionAfterRuns(runInProgress(setting), setting.every);
}

/** The same, given the chance of each number of losses in a row just before the crash, 0 … k − 1. */
export function detectionAfterRuns(runs: readonly number[], every: number): Law {
  const misses = runs.length;
  const parts = runs.map((weight, run) => ({
    weight,
    law: uniform({ from: (misses - run - 1) * every, to: (misses - run) * every }),
  }));
  return mixture({ parts });
}
