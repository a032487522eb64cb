import { describe, expect, it } from "vitest";
import type { FaultKind } from "../../src/cluster/protocols/protocol.js";
import type { Platform } from "../../src/cluster/protocols/registry.js";
import { loadCatalogue } from "../../src/library/catalogue.js";
import { knownArchitectures } from "../../src/library/question.js";
import { readScenario } from "../../src/scenario/readScenario.js";
import type { Scenario } from "../../src/scenario/scenario.js";
import { answer, designOf } from "../../src/study/answer.js";
import { DEFAULT_ASK } from "../../src/study/method/ask.js";
import type { Result } from "../../src/study/result.js";
import { platformIncidents } from "../clients/play.js";
import { problems } from "../scenario/catalogue.js";

const ONE_MODE = "node: {failures: {application: {life: 30d, repair: 1h, crew: false, recovery: failover}}}";

function fitted(text: string) {
  const read = readScenario(text, "x.yaml", loadCatalogue(), {}, knownArchitectures);
  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  const found = designOf(read.scenario);
  if ("complaints" in found) throw new Error(JSON.stringify(found.complaints));
  return found;
}

function simulated(text: string): Result {
  const { scenario: read, design } = fitted(text);
  return answer(read, design, { ...DEFAULT_ASK, method: "crude", replications: 60, level: 0.999, mttfEvents: 1000 });
}

const modeOf = ({ spec }: Scenario, name: string) => spec.classes[0]!.modes.find((mode) => mode.name === name)!;

describe("years on a platform", () => {
  const faults: [Platform, FaultKind][] = [
    ["etcd", "kill"],
    ["sentinel", "hostLoss"],
    ["patroni", "hostLoss"],
    ["keepalived", "kill"],
    ["pacemaker", "hostLoss"],
  ];
  const ends = faults.flatMap((one) => [[...one, "clients"] as const, [...one, "server"] as const]);
  it.each(ends)(
    "%s: outages last as long as its protocol takes after %s until the %s are back, both times together",
    (platform, fault, end) => {
      const text = `architecture: active-passive\ncoverage: 1\nhorizon: 10y\n${ONE_MODE}
platform: {name: ${platform}, faults: {application: ${fault}}}\nobjectives: {rtoAt: ${end}}`;
      const { timeToDetect, outageDuration } = simulated(text);
      const played = platformIncidents(platform, fault, {}, 20_000);
      const times = (of: "detected" | "restored" | "reached") => played.map((one) => one[of]).sort((a, b) => a - b);
      const [ttd, ttr] = [times("detected"), times(end === "clients" ? "reached" : "restored")];
      // A client that tries at times of its own makes up for a detection that was sooner; within a class of incidents the two
      // are taken to be independent, so that their sum is blurred by the width of a class.
      const edges = Array.from({ length: 17 }, (_, i) => ttd[Math.min(ttd.length - 1, (i * ttd.length) / 16)]!);
      const width = Math.max(...edges.slice(1).map((edge, i) => edge - edges[i]!));
      for (const [q, name] of [
        [0.05, "p5"],
        [0.5, "p50"],
        [0.95, "p95"],
      ] as const) {
        // Three standard errors of a rank among the 4096 incidents distilled and the 20 000 played.
        const slack = 3 * Math.sqrt(q * (1 - q) * (1 / 4096 + 1 / 20_000));
        const at = (times: readonly number[], share: number) =>
          times[Math.floor(Math.min(0.9999, Math.max(0, share)) * times.length)]!;
        for (const [seen, played, blur] of [
          [timeToDetect, ttd, 0],
          [outageDuration, ttr, end === "clients" ? width : 0],
        ] as const) {
          expect(seen![name].low, name).toBeLessThanOrEqual(at(played, q + slack) + blur + 1e-6);
          expect(seen![name].high, name).toBeGreaterThanOrEqual(at(played, q - slack) - blur - 1e-6);
        }
      }
    },
  );

  it("the exact reading and the simulation agree, classes of incidents included", () => {
    const { scenario: read, design } = fitted(`architecture: active-passive\ncoverage: 1\nhorizon: 10y\n${ONE_MODE}
platform: {name: sentinel, faults: {application: hostLoss}}`);
    const { unavailability, notes } = answer(read, design, { ...DEFAULT_ASK, method: "exact" });
    const crude = answer(read, design, {
      ...DEFAULT_ASK,
      method: "crude",
      replications: 200,
      level: 0.999,
      mttfEvents: 1000,
    });
    expect(crude.unavailability.low).toBeLessThanOrEqual(unavailability.mean!);
    expect(crude.unavailability.high).toBeGreaterThanOrEqual(unavailability.mean!);
    expect(notes).toContain(
      "replaced: the empirical law of detect by exponential with the same mean (--phases detect=10 comes nearer)",
    );
  });
});

describe("what the platform replaces", () => {
  it("detection and takeover by what each mode is to it: a host lost, a process killed", () => {
    const { scenario: read } = fitted("architecture: active-passive\nplatform: {name: haproxy}");
    // Refused: U(0, 2 s) + 2 × 2 s. Silent: three times 2 s more.
    expect(modeOf(read, "application").detection.mean).toBeCloseTo(5, 12);
    expect(modeOf(read, "hardware").detection.mean).toBeCloseTo(11, 12);
    expect(modeOf(read, "application").recovery).toBe("failover");
    expect(read.assumptions.map(({ what }) => what)).toContain("platform.settings.inter");
    expect(read.assumptions.map(({ what }) => what)).not.toContain("detection");
    expect(read.assumptions.map(({ what }) => what)).not.toContain("failures.application.recovery");
  });

  it("not what it knows nothing of, and it says so", () => {
    const modes = "node: {failures: {hardware: {}, nic: {life: 20y}}}";
    const { scenario: read } = fitted(`architecture: active-passive\nplatform: {name: keepalived}\n${modes}`);
    expect(modeOf(read, "nic").incidents).toBeUndefined();
    expect(read.platform?.notes?.join("\n")).toContain(
      "nic: detection and takeover stay the scenario's, for nobody says what it is to keepalived (platform.faults: {nic: kill})",
    );
    expect(read.assumptions.map(({ what }) => what)).toContain("detection");
  });

  it("not a failure it never sees", () => {
    const { scenario: read } = fitted(
      `architecture: active-active\nplatform: {name: haproxy, faults: {application: freeze}}`,
    );
    expect(modeOf(read, "application").detection.mean).toBe(1);
    expect(read.platform?.notes?.join("\n")).toContain("freeze is never detected by haproxy");
  });

  it("the repair, where the service comes back in place", () => {
    const { scenario: read } = fitted(
      "architecture: active-passive\nplatform: {name: patroni, faults: {application: databaseKill}}",
    );
    const { recovery, repair, incidents } = modeOf(read, "application");
    expect(recovery).toBe("in-place");
    // A restart in 2 to 2.7 s; the proxy's checks, U(0, 3 s) + 3 s, and an attempt, U(0, 1 s).
    expect(repair.mean).toBeCloseTo(2.35 + 4.5 + 0.5, 1);
    expect(incidents).toBeUndefined();
  });

  it("the way of its clients not, where an outage is over as soon as it serves again", () => {
    const { scenario: read } = fitted(
      "architecture: active-passive\nplatform: {name: patroni, faults: {application: databaseKill}}\nobjectives: {rtoAt: server}",
    );
    expect(modeOf(read, "application").repair.mean).toBeCloseTo(2.35, 1);
    expect(read.platform?.notes?.join("\n")).toMatch(
      /until it serves again, as rtoAt says \(it serves again after 7\.\d+ s, its clients are back after 12\.\d+ s, on average\)/,
    );
  });

  it("its recovery time objective is held against its clients, and says so", () => {
    const text = (rest: string) =>
      `architecture: active-passive\ncoverage: 1\nhorizon: 10y\n${ONE_MODE}\nobjectives: {rto: 1h${rest}}`;
    const onIt = "\nplatform: {name: keepalived}";
    const byClients = simulated(text("") + onIt);
    expect(byClients.rto).toMatchObject({ at: "clients" });
    expect(byClients.objectives[0]!.asked).toContain("1 h until clients are back in 90");
    expect(simulated(text(", rtoAt: server") + onIt).rto).toMatchObject({ at: "server" });
    expect(simulated(text("")).rto).toMatchObject({ at: null });
  });

  it("not how a mode is recovered from where somebody said so", () => {
    const modes = "node: {failures: {application: {recovery: in-place}}}";
    const { scenario: read } = fitted(`architecture: active-passive\nplatform: {name: etcd}\n${modes}`);
    expect(modeOf(read, "application").recovery).toBe("in-place");
    expect(modeOf(read, "application").detection.mean).toBeCloseTo(1.38, 1);
  });

  it("by a person, where the platform never ends it by itself", () => {
    const { scenario: read } = fitted(
      "architecture: active-passive\nplatform: {name: kubernetes, settings: {workload: statefulset}}",
    );
    const { detection, incidents } = modeOf(read, "hardware");
    expect(detection.mean).toBeCloseTo(47.5, 0);
    expect(incidents?.[0]?.recovery).toBe(read.spec.takeover.manual);
    expect(read.platform?.notes?.join("\n")).toContain("hostLoss is never recovered from by kubernetes itself");
  });

  it("nothing on one node", () => {
    const { scenario: read } = fitted("architecture: single\nplatform: {name: etcd}");
    expect(modeOf(read, "os").detection.mean).toBe(2.5);
    expect(read.platform?.notes).toEqual(["platform etcd: has nothing to do on one node"]);
  });
});

it.each([
  ["{name: etdc}", 'platform.name: "etdc" is not one of etcd'],
  ["{name: etcd, settings: {hartbeat: 1s}}", 'platform.settings.hartbeat: unknown key; try "heartbeat"'],
  ["{name: etcd, settings: {members: 2}}", "platform.settings: a new leader needs 3 members, not 2"],
  ["{name: etcd, faults: {os: databaseKill}}", 'platform.faults.os: "databaseKill" is not one of kill, stop, hostLoss'],
  ["{name: etcd, faults: {hardwear: kill}}", 'platform.faults.hardwear: no node fails by "hardwear"'],
])("a platform that cannot be: %s", (platform, says) => {
  const found = problems(`architecture: active-passive\nplatform: ${platform}`);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(says);
});

it("clients that nobody tells from the service: an objective for them alone has no meaning without a platform", () => {
  expect(problems("architecture: active-passive\nobjectives: {rto: 1min, rtoAt: server}")).toEqual([
    expect.stringContaining(
      "objectives.rtoAt: belongs to a platform; without one an outage is over when the takeover is",
    ),
  ]);
  expect(
    problems("architecture: active-passive\nobjectives: {rto: 1min, rtoAt: server}\nplatform: {name: etcd}"),
  ).toEqual([]);
});
