import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FaultKind } from "../../src/cluster/protocols/protocol.js";
import { voteArrived, ZooActivity } from "../../src/cluster/protocols/zookeeper/zooElection.js";
import { type ZooSettings, zookeeper } from "../../src/cluster/protocols/zookeeper/zookeeper.js";
import { newZooWorld, ZooState, zooLayout } from "../../src/cluster/protocols/zookeeper/zooWorld.js";
import type { Declare } from "../../src/kernel/model.js";
import { misses, predict } from "./judge.js";
import { judgedOf, zookeeperReading } from "./settings.js";

const times = (fault: FaultKind, changes: Partial<ZooSettings> = {}, incidents = 1000) =>
  predict(zookeeper.incident({ ...zookeeper.defaults, ...changes }, fault), incidents);

/** Two servers left, 0 and 1; a vote of `vote` comes from the other one. */
function heard(server: number, state: number, proposal: number, vote: number) {
  const world = newZooWorld(zooLayout(2));
  world.state[server] = state;
  world.proposal[server] = proposal;
  world.patience[server] = 1;
  const link = (1 - server) * 2 + server;
  world.sent[link] = vote;
  let repeats = 0;
  const declare: Declare = {
    start(activity) {
      if (activity === ZooActivity.VOTE) repeats++;
    },
    cancel() {},
    scale() {},
    choose: () => 0,
    mark() {},
  };
  voteArrived(world, declare, link, 2);
  return { state: world.state[server], proposal: world.proposal[server], repeats };
}

describe("a ZooKeeper election", () => {
  it("a server adopts a better vote, passes it on, and with a quorum waits for a still better one", () => {
    expect(heard(0, ZooState.LOOKING, 0, 1)).toEqual({ state: ZooState.FINALISING, proposal: 1, repeats: 1 });
  });

  it("a worse vote changes nothing and is not answered", () => {
    expect(heard(1, ZooState.LOOKING, 1, 0)).toEqual({ state: ZooState.LOOKING, proposal: 1, repeats: 0 });
  });

  it("a server that still follows does not hear the vote of one that noticed sooner", () => {
    expect(heard(0, ZooState.FOLLOWING, 0, 1)).toEqual({ state: ZooState.FOLLOWING, proposal: 0, repeats: 0 });
  });

  it("ends a poll of 200 ms later where the better server was not heard at first", () => {
    const { ttr } = times("kill");
    const first = ttr.filter((time) => time < 0.45);
    const later = ttr.filter((time) => time >= 0.45);
    expect(first.length).toBeGreaterThan(later.length);
    expect(later[0] - first[0]).toBeGreaterThan(0.19);
  });

  it("takes as long whatever the tick when the leader was killed, and never under its two waits", () => {
    expect(times("kill", { tickTime: 1, syncLimit: 4 })).toEqual(times("kill"));
    expect(times("kill").ttd[0]).toBeGreaterThan(0.3);
  });

  it("gives a silent leader up syncLimit ticks after its last ping", () => {
    const settings = fc.record({
      servers: fc.constantFrom(3, 5, 7),
      tickTime: fc.double({ min: 0.5, max: 5, noNaN: true }),
      syncLimit: fc.integer({ min: 2, max: 10 }),
    });
    fc.assert(
      fc.property(settings, (drawn) => {
        const { ttd, ttr } = times("partition", drawn, 50);
        const timeout = drawn.syncLimit * drawn.tickTime;
        expect(ttr).toEqual(ttd);
        expect(ttd[0]).toBeGreaterThan(timeout - drawn.tickTime / 2 + 0.2);
        expect(ttd[49]).toBeLessThan(timeout + 2);
      }),
      { numRuns: 30, seed: 4 },
    );
  });

  it("refuses fewer than three servers", () => {
    expect(() => zookeeper.incident({ ...zookeeper.defaults, servers: 2 }, "kill")).toThrow(/3 servers, not 2/);
  });
});

it("ZooKeeper was measured so: 40 kills and 15 partitions, no miss", () => {
  const judged = judgedOf(zookeeperReading, 4000, 15);
  expect(judged.map(({ measured }) => measured.fault)).toEqual(["sigkill_leader", "partition_leader"]);
  expect(misses(judged)).toEqual([]);
});
