import { describe, expect, it } from "vitest";
import { type TotemSettings, totem } from "../../src/cluster/protocols/corosync/totem.js";
import { misses, predict } from "./judge.js";
import { corosyncReading, judgedOf } from "./settings.js";

const RECOVERY = 0.004;
const times = (changes: Partial<TotemSettings>) =>
  predict(totem.incident({ ...totem.defaults, ...changes }, "kill"), 2000);

describe("a ring that loses a node", () => {
  it("misses the token within the hold time before its timeout", () => {
    // corosync.conf(5): hold 180 ms where the token is 1000 ms.
    const { ttd } = times({ nodes: 2, token: 1 });
    expect(ttd[0]).toBeCloseTo(1 - 0.18, 2);
    expect(ttd.at(-1)).toBeCloseTo(1, 2);
  });

  it.each([
    [2, 3, 3.6],
    [3, 3.65, 4.38],
    [10, 8.2, 9.84],
  ])("of %i nodes with the defaults waits %f s for the token, then %f s for consensus", (nodes, token, consensus) => {
    const { ttd, ttr } = times({ nodes, join: 0 });
    expect(ttd.at(-1)).toBeLessThanOrEqual(token);
    expect(ttd.at(-1)).toBeGreaterThan(token - 0.01);
    expect(ttr.at(-1)).toBeCloseTo((ttd.at(-1) ?? 0) + consensus + RECOVERY, 9);
  });

  it("takes the consensus timeout it is given", () => {
    const { ttd, ttr } = times({ nodes: 2, token: 1, consensus: 2.5 });
    expect(ttr.map((time, i) => time - ttd[i]).every((time) => Math.abs(time - 2.5 - RECOVERY) < 1e-9)).toBe(true);
  });
});

it("predicts Corosync as measured", () => {
  const judged = judgedOf(corosyncReading);
  expect(judged).toHaveLength(3);
  expect(misses(judged)).toEqual([]);
});
