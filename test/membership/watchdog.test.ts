import { describe, expect, it } from "vitest";
import { designOf } from "../../src/study/answer.js";
import { traceExperiment } from "../../src/study/drill/trace.js";
import { problems, scenario } from "../scenario/catalogue.js";
import { expectSame, solve, votersText } from "./voters.js";

const QUORUM = "quorum: {policy: majority, noQuorumPolicy: freeze}\n";
const WAIT = "{exponential: 40min}";
const watchdog = (timeout: string, more = "") =>
  `fencing: {watchdog: ${timeout}, watchdogWait: ${WAIT}, reboot: {exponential: 20min}${more}}\n`;
const shot = (more = "") =>
  `fencing: {delay: ${WAIT}, action: immediate, success: 100%, reboot: {exponential: 20min}${more}}\n`;

describe("self-fencing by a watchdog", () => {
  it("that has not acted when the others rely on it is a shot that always hits then", () => {
    expectSame(
      votersText([1, 2], QUORUM + watchdog("{exponential: 1000000000000h}")),
      votersText([1, 2], QUORUM + shot()),
    );
  });

  it("leaves the others to wait as long, but takes the service from who lost quorum at work", () => {
    const [late, soon] = ["{exponential: 10h}", "immediate"].map((timeout) =>
      solve(votersText([1, 2], QUORUM + watchdog(timeout))),
    );
    expect(soon!.down).toBeGreaterThan(late!.down!);

    expect(soon!["origin:link"]).toBeGreaterThan(2 * late!["origin:link"]!);
  });

  it("keeps a frozen minority from writing beside the majority, which nothing else does", () => {
    expect(solve(votersText([1, 2], QUORUM)).twoWriters).toBeGreaterThan(0.001);
    expect(solve(votersText([1, 2], QUORUM + watchdog("{exponential: 30min}"))).twoWriters).toBe(0);
  });

  it("needs no power of its own: a node that failed is off, whatever it took along", () => {
    const person = ", confirm: {exponential: 5h}";
    const device = solve(votersText([1, 2], QUORUM + shot(`${person}, failsWith: [hardware]`)));
    expect(device["phase:manualRecovery"]).toBeGreaterThan(0);
    expect(solve(votersText([1, 2], QUORUM + watchdog("{exponential: 30min}", person)))["phase:manualRecovery"]).toBe(
      0,
    );
  });

  it("is not relied on where the lost node has quorum too: a person is asked", () => {
    // Corosync's tie-breaker lets node-1 go on alone though the two others find each other again.
    const played = scenario(`architecture: active-passive
nodes: 3
detection: {heartbeat: {every: 1s, misses: 3}}
takeover: 5s
coverage: 100%
manualRecovery: 10min
quorum: {policy: votequorum, autoTieBreaker: lowest, waitForAll: true}
fencing: {watchdog: 5s}
experiment:
  lasts: 2min
  faults:
    - {at: 10s, kind: partition, target: node-2, for: 20s}
    - {at: 30s, kind: partition, target: node-1, for: 60s}
`);
    const fitted = designOf(played);
    if (!("design" in fitted)) throw new Error(JSON.stringify(fitted));
    const { story } = traceExperiment(fitted.scenario, fitted.design, played.experiment!, undefined);
    const decided = story.filter(({ what, detail }) => what === "decision" && detail.includes("held"));
    expect(decided.some(({ subject }) => subject === "node-1")).toBe(true);
    expect(decided.some(({ subject }) => subject === "node-2, node-3")).toBe(true);
    expect(story.filter(({ what }) => ["takeover", "split-brain", "declared"].includes(what))).toEqual([]);
  });
});

describe("what is said of a watchdog", () => {
  const text = (fencing: string, quorum = "quorum: majority") =>
    `architecture: active-passive\nnodes: 3\n${quorum}\nfencing: {${fencing}}\n`;

  it("is waited for twice as long as it takes, unless told", () => {
    const { spec, assumptions } = scenario(text("watchdog: 5s"));
    expect(spec.fencing!.watchdog!.wait.mean).toBe(10);
    expect(assumptions.map(({ preset }) => preset)).toContain("fencing.watchdogWait");
    expect(scenario(text("watchdog: 5s, watchdogWait: 30s")).spec.fencing!.watchdog!.wait.mean).toBe(30);
  });

  it.each([
    ["watchdog: 5s, success: 90%, attempts: 3", "quorum: majority", 2, "means nothing beside watchdog"],
    ["watchdogWait: 10s", "quorum: majority", 1, "watchdog: 5s"],
    ["watchdog: 10s, watchdogWait: 5s", "quorum: majority", 1, "must be longer than the watchdog"],
    ["watchdog: 5s", "quorum: none", 1, "no node can be without quorum"],
    ["watchdog: 5s", "seed: 3", 1, "no node can be without quorum"],
    ["watchdog: 5s", "quorum: {noQuorumPolicy: ignore}", 1, "no node can be without quorum"],
  ])("%s with %s is refused", (fencing, quorum, count, message) => {
    const found = problems(text(fencing, quorum));
    expect(found).toHaveLength(count);
    for (const line of found) expect(line).toContain(message);
  });

  it("is not blamed for a quorum that cannot be read", () => {
    expect(problems(text("watchdog: 5s", "quorum: {policy: majorty}"))).toHaveLength(1);
  });

  it("does not go with two_node", () => {
    const pair = text("watchdog: 5s", "quorum: {policy: votequorum, twoNode: true}").replace("nodes: 3", "nodes: 2");
    expect(problems(pair).join()).toContain("either node has quorum alone");
  });
});
