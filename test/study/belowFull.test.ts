import { expect, test } from "vitest";
import { answer, designOf } from "../../src/study/answer.js";
import { DEFAULT_ASK } from "../../src/study/method/ask.js";
import { scenario } from "../scenario/catalogue.js";

test("below full service is down or degraded: where neither was seen, its bound is no worse than theirs together", () => {
  const quiet = [
    "architecture: active-active",
    "nodes: 4",
    "service: {need: 1}",
    "horizon: 1y",
    "node: {failures: {hardware: {life: 9000y, repair: 6h, detection: 3s}}}",
  ].join("\n");
  const fitted = designOf(scenario(quiet));
  if ("complaints" in fitted) throw new Error("does not fit");
  const ask = { ...DEFAULT_ASK, method: "crude", replications: 20 } as const;
  const { unavailability, degraded, figures } = answer(fitted.scenario, fitted.design, ask);
  expect([unavailability.mean, degraded.mean, figures.belowFull!.mean]).toEqual([null, null, null]);
  expect(figures.belowFull!.high).toBeGreaterThan(0);
  expect(figures.belowFull!.high).toBeLessThanOrEqual(unavailability.high + degraded.high);
});
