import type { Progress } from "../../study/method/replications.js";

/** Nothing is shown of what is quicker; then the line is written anew no more often than that. */
const AFTER_MS = 1000;
const EVERY_MS = 200;

const BLANK = "\r\x1b[K";

/** Where the line stands, and what tells the time. */
export interface Terminal {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** One line on stderr that overwrites itself, and only on a terminal: how many are done, and of how many; from the second second on. */
export function progressLine(
  what = "replications",
  terminal: Terminal = process.stderr,
  clock: () => number = Date.now,
): Progress {
  if (!terminal.isTTY) return () => {};
  let next = clock() + AFTER_MS;
  return (done, of) => {
    const now = clock();
    if (now < next) return;
    next = now + EVERY_MS;
    terminal.write(`${BLANK}${done}${of === null ? "" : ` of ${of}`} ${what}\r`);
  };
}

/** Takes the line away again. */
export function endProgress(terminal: Terminal = process.stderr): void {
  if (terminal.isTTY) terminal.write(BLANK);
}
