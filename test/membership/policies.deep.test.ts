import { describe, expect, it } from "vitest";
import { standardErrorsApart, votersText } from "./voters.js";

const FENCING = "fencing: {action: {exponential: 30min}, delay: {exponential: 20min}, success: 100%}\n";

describe("a quorum that remembers", () => {
  it.each([
    [
      "dynamic quorum with a witness",
      [1, 2],
      "{policy: dynamic, stop: immediate, witness: {life: 100h, repair: {exponential: 10h}, rack: r0}}",
    ],
    ["dynamic quorum of four", [2, 2], "{policy: dynamic, stop: immediate}"],
    [
      "a watchdog for the one cut off",
      [1, 2],
      "{policy: majority, stop: {exponential: 2h}}\nfencing: {watchdog: {exponential: 20min}, watchdogWait: {exponential: 40min}, reboot: {exponential: 20min}}\n",
    ],
    ["a pair with two_node and fencing", [1, 1], `{policy: votequorum, twoNode: true}\n${FENCING}`],
    [
      "three, the last man standing with a tie-breaker",
      [2, 1],
      "{policy: votequorum, stop: immediate, lastManStanding: true, lastManStandingWindow: {exponential: 10min}, waitForAll: true, autoTieBreaker: lowest}",
    ],
    [
      "a pair and a device for the last man",
      [1, 1],
      "{policy: votequorum, stop: immediate, device: {algorithm: lms, life: 100h, repair: {exponential: 10h}}}",
    ],
  ])("is simulated as it is solved: %s", (_, racks, quorum) => {
    expect(standardErrorsApart(votersText(racks as number[], `quorum: ${quorum}`))).toBeLessThan(3.5);
  });
});
