import type { Progress } from "../study/replications.js";

const EVERY_MS = 200;

/** One line on stderr that overwrites itself, and only on a terminal: how many are done, and of how many. */
export function progressLine(what: "replications" | "states" = "replications"): Progress {
  if (!process.stderr.isTTY) return () => {};
  let last = Date.now();
  return (done, of) => {
    if (Date.now() - last < EVERY_MS) return;
    last = Date.now();
    process.stderr.write(`\r\x1b[K${done}${of === null ? "" : ` of ${of}`} ${what}\r`);
  };
}

/** Takes the line away again. */
export function endProgress(): void {
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
}
