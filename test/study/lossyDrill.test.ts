import { describe, expect, it } from "vitest";
import { designOf } from "../../src/study/answer.js";
import { playExperiment } from "../../src/study/drill/experiment.js";
import { scenario } from "../scenario/catalogue.js";

/** How soon a lost server was declared in many playings, heartbeat by heartbeat, and the law the years use. */
function detections(network: string, misses: number) {
  const read = scenario(
    "architecture: active-passive\nnodes: 3\nquorum: majority\ntakeover: 5s\n" +
      `detection: {heartbeat: {every: 1s, misses: ${misses}}}\nnetwork: {${network}}\n` +
      "experiment: {faults: [{at: 97s, kind: shutdown, target: node-3}], trials: 400, lasts: 2min}\n",
  );
  const fitted = designOf(read);
  if (!("design" in fitted)) throw new Error(JSON.stringify(fitted));
  const { timeToDetect } = playExperiment(fitted.scenario, fitted.design, read.experiment!);
  return { played: timeToDetect!, law: read.spec.classes[0]!.modes[0]!.detection };
}

describe("a crash on a network that loses and delays heartbeats, played beat by beat and as a law", () => {
  it.each([
    ["loss: 0%", 3, 2.5],
    ["loss: 20%", 4, undefined],
    ["loss: {share: 20%, burst: 3}", 5, undefined],
    ["latency: 300ms", 3, 2.8],
    ["latency: 300ms, jitter: 200ms, loss: 10%", 4, undefined],
    ["latency: {exponential: 100ms}", 3, 2.6],
  ])("%s, %i misses", (network, misses, mean) => {
    const { played, law } = detections(network, misses);
    if (mean !== undefined) expect(law.mean).toBeCloseTo(mean, 12);
    // Where many are lost a node may be taken for dead when it crashes: those are declared at once, and are few.
    expect(Math.abs(played.mean.mean! - law.mean)).toBeLessThan(3.5 * Math.sqrt(law.variance / 400) + 0.02);
    expect(Math.abs(played.p50.mean! - law.inverseHazard(Math.LN2))).toBeLessThan(0.2);
  });

  it("the mean is (misses − losses in a row − ½) periods and the latency: 3.3893 s for a tenth lost, four missed", () => {
    const { spec } = scenario(
      "architecture: active-passive\nnodes: 2\ndetection: {heartbeat: {every: 1s, misses: 4}}\nnetwork: {loss: 10%, latency: 5ms, jitter: 1ms}\n",
    );
    for (const { detection } of [spec.classes[0]!.modes[0]!, spec.network!]) {
      expect(detection.mean).toBeCloseTo(3.3893 + 0.005, 4);
    }
  });

  it("on redundant rings only what all of them lose counts", () => {
    const text = (network: string) =>
      `architecture: active-passive\nnodes: 2\ndetection: {heartbeat: {every: 1s, misses: 3}}\nnetwork: {${network}}\n`;
    const one = scenario(text("loss: 1%")).spec.network!.suspicion!;
    const two = scenario(text("loss: 10%, rings: 2")).spec.network!.suspicion!;
    expect(two.first.mean / one.first.mean).toBeCloseTo(1, 12);
  });
});
