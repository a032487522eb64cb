import { describe, expect, it } from "vitest";
import { endProgress, progressLine } from "../../src/cli/terminal/progress.js";

/** A terminal, and a clock that stands where it is put. */
function seated(isTTY: boolean) {
  const written: string[] = [];
  let now = 0;
  const terminal = { isTTY, write: (text: string) => written.push(text) };
  const progress = progressLine("candidates", terminal, () => now);
  const at = (time: number, done: number) => {
    now = time;
    progress(done, 18);
  };
  return { at, written, terminal };
}

describe("progress", () => {
  it("says nothing in the first second, then writes its line anew five times a second at most", () => {
    const { at, written } = seated(true);
    for (const [time, done] of [
      [0, 1],
      [999, 2],
      [1000, 3],
      [1100, 4],
      [1199, 5],
      [1200, 6],
      [5000, 7],
    ] as const)
      at(time, done);
    expect(written.map((line) => line.replaceAll("\r", "").replace("\u001b[K", ""))).toEqual([
      "3 of 18 candidates",
      "6 of 18 candidates",
      "7 of 18 candidates",
    ]);
  });
  it("is wiped when the work is done", () => {
    const { at, written, terminal } = seated(true);
    at(2000, 1);
    endProgress(terminal);
    expect(written.at(-1)).toBe("\r\u001b[K");
  });
  it("is silent where nobody watches: in pipes and in CI", () => {
    const { at, written, terminal } = seated(false);
    at(10_000, 1);
    endProgress(terminal);
    expect(written).toEqual([]);
  });
});
