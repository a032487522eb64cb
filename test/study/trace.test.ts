import { describe, expect, it } from "vitest";
import { traceText } from "../../src/report/drill/storyText.js";
import { designOf } from "../../src/study/answer.js";
import { type Trace, traceExperiment, traceOutage } from "../../src/study/drill/trace.js";
import { scenario } from "../scenario/catalogue.js";

/** The story of a scenario's experiment, or of an outage of it. */
function trace(
  text: string,
  asked: { replication?: number; outage?: number | "longest"; origin?: string } = {},
): Trace {
  const read = scenario(text);
  const fitted = designOf(read);
  if (!("design" in fitted)) throw new Error(JSON.stringify(fitted));
  const { scenario: inForce, design } = fitted;
  if (read.experiment) return traceExperiment(inForce, design, read.experiment, asked.replication);
  const found = traceOutage(inForce, design, { outage: 1, ...asked });
  if (!found) throw new Error("no such outage");
  return found;
}

const beats = "{heartbeat: {every: 1s, misses: 3}}";
const pair = `architecture: active-passive\nnodes: 2\ncoverage: 100%\ntakeover: 5s\ndetection: ${beats}\n`;
const spares = `architecture: n+1\nnodes: 4\ncoverage: 100%\ntakeover: 5s\ndetection: ${beats}\n`;
const pool = `architecture: active-active\nnodes: 3\nservice: {need: 2}\ntakeover: 5s\ndetection: ${beats}\n`;
const hardware = "node: {failures: {hardware: {life: 5y, repair: 4min}}}\n";
const steady = "node: {failures: {hardware: {life: 1000y, repair: 4h}}}\n";
const strike = (faults: string, more = "") => `experiment: {faults: [${faults}]${more}}\n`;

/** One situation each; the stories are in test/study/stories, rewritten with `npx vitest run test/study/trace.test.ts -u`. */
const SITUATIONS: readonly [name: string, text: string, asked?: Parameters<typeof trace>[1]][] = [
  ["the active node is lost", pair + strike("{at: 10s, kind: shutdown, target: primary, for: 1min}")],
  ["the active process says farewell", pair + strike("{at: 10s, kind: stop, target: primary, for: 1min}")],
  ["the active process is killed and restarted in place", pair + strike("{at: 10s, kind: kill, target: primary}")],
  ["a freeze too short to be noticed", pair + strike("{at: 10s, kind: freeze, target: primary, for: 1500ms}")],
  ["a freeze that is noticed", pair + strike("{at: 10s, kind: freeze, target: primary, for: 8s}")],
  [
    "heartbeats of a living node are lost",
    pair + strike("{at: 10s, kind: loss, target: primary, share: 100%, for: 5s}"),
  ],
  ["storage is gone for every node", pair + strike("{at: 10s, kind: storageDisconnect, target: all, for: 30s}")],
  [
    "a takeover that does not work",
    pair.replace("100%", "0%") +
      "manualRecovery: 20min\n" +
      strike("{at: 10s, kind: shutdown, target: primary, for: 1min}"),
  ],
  [
    "the standby is lost first",
    pair +
      strike(
        "{at: 10s, kind: shutdown, target: spare, for: 1min}, {at: 20s, kind: shutdown, target: primary, for: 2min}",
      ),
  ],
  [
    "the standby dies while it takes over",
    pair +
      strike(
        "{at: 10s, kind: shutdown, target: node-1, for: 1min}, {at: 14s, kind: freeze, target: node-2, for: 1500ms}",
      ),
  ],
  [
    "two of four nodes are lost, one spare",
    spares + strike("{at: 10s, kind: shutdown, target: [node-1, node-2], for: 1min}"),
  ],
  [
    "two nodes wait for one crew",
    `${spares}crews: 1\n${hardware}${strike("{at: 10s, kind: shutdown, target: [node-1, node-2]}")}`,
  ],
  ["one node of a pool is lost", pool + strike("{at: 10s, kind: shutdown, target: one, for: 1min}")],
  [
    "a zone is lost",
    pool +
      strike('{at: 10s, kind: zoneDown, target: "zone:b", for: 1min}', ", zones: {a: [node-1], b: [node-2, node-3]}"),
  ],
  [
    "a spare that had failed unseen",
    `${pair}standby: {latent: 100%, test: 30d}\n${hardware}${strike("{at: 10s, kind: freeze, target: spare}, {at: 1min, kind: shutdown, target: primary, for: 1min}")}`,
  ],
  [
    "both power supplies fail one after the other",
    `${pair}node: {failures: {psu: {every: 300d, repair: 4h, parts: {count: 2, swap: 24h}}}}\n`,
    { outage: 1 },
  ],
  [
    "a common cause takes both nodes",
    `${pair}crews: 1\n${hardware}commonCause: {every: 5y, repair: 30min}\n`,
    { origin: "commonCause" },
  ],
  [
    "the active node is cut off and two others have quorum",
    `${pair.replace("2", "3")}quorum: {policy: majority, stop: 1s}\n${strike("{at: 10s, kind: partition, target: primary, for: 1min}")}`,
  ],
  [
    "two nodes are cut apart and nobody decides",
    pair + strike("{at: 10s, kind: partition, target: primary, for: 1min}"),
  ],
  [
    "two nodes are cut apart and fence",
    `${pair}fencing: {action: 2s, success: 100%, delay: {uniform: [0s, 4s]}}\n${strike("{at: 10s, kind: partition, target: primary, for: 1min}")}`,
  ],
  [
    "two nodes of corosync are cut apart and one of them is fenced",
    `${pair}quorum: {policy: votequorum, twoNode: true}\nfencing: {action: 2s, success: 100%, delayIfServing: 5s, reboot: 2min}\n${strike("{at: 10s, kind: partition, target: primary, for: 1min}")}`,
  ],
  [
    "a node without quorum is reset by its watchdog",
    `${pair.replace("2", "3")}quorum: {policy: votequorum, stop: 1min}\nfencing: {watchdog: 5s, reboot: 2min}\n${strike("{at: 10s, kind: partition, target: primary, for: 1min}")}`,
  ],
  [
    "votes follow the members of a Windows cluster",
    `${pair.replace("2", "4")}quorum: {policy: dynamic, stop: 1s}\n${strike("{at: 10s, kind: shutdown, target: node-4, for: 4min}, {at: 40s, kind: shutdown, target: node-3, for: 4min}, {at: 70s, kind: shutdown, target: node-2, for: 4min}")}`,
  ],
  [
    "after a power cut the first node of two waits for all",
    `${pair}quorum: {policy: votequorum, twoNode: true, stop: 1s}\n${strike("{at: 10s, kind: shutdown, target: node-1, for: 3min}, {at: 10s, kind: shutdown, target: node-2, for: 1min}")}`,
  ],
  [
    "four nodes are lost one by one and the last man stands",
    `${pair.replace("2", "4")}quorum: {policy: votequorum, stop: 1s, lastManStanding: true, autoTieBreaker: lowest}\n${strike("{at: 10s, kind: shutdown, target: node-4, for: 4min}, {at: 40s, kind: shutdown, target: node-3, for: 4min}, {at: 70s, kind: shutdown, target: node-2, for: 4min}")}`,
  ],
  [
    "a standby is cut off and nothing happens",
    `${pair.replace("2", "3")}quorum: majority\n${strike("{at: 10s, kind: partition, target: node-3, for: 1min}")}`,
  ],
  [
    "five nodes on a ring, each with a majority",
    `architecture: quorum\nnodes: 5\ncoverage: 100%\ntakeover: 2s\ndetection: 3s\n${strike("{at: 10s, kind: partition, target: majorities-ring, for: 1min}")}`,
  ],
  [
    "a firewall lets one direction through",
    `${pair.replace("2", "3")}${steady}quorum: {policy: majority, stop: 1s}\nnetwork: {partitions: [{kind: one-way, nodes: [node-1], life: 30d, repair: 20min}]}\n`,
    { origin: "partition" },
  ],
  [
    "a bridge between two halves by law",
    `architecture: active-active\nnodes: 5\nservice: {need: 4}\ndetection: ${beats}\n${steady}quorum: {policy: majority, stop: 1s}\nnetwork: {partitions: [{kind: bridge, life: 30d, repair: 20min}]}\n`,
    { origin: "partition" },
  ],
  [
    "a ring by law",
    `architecture: quorum\nnodes: 5\ncoverage: 100%\ntakeover: 2s\ndetection: ${beats}\n${steady}network: {partitions: [{kind: ring, life: 30d, repair: 20min}]}\n`,
    { origin: "partition" },
  ],
  [
    "a living node is taken for dead and fenced",
    `${pair.replace("2", "3")}${steady}quorum: {policy: majority, stop: 5s}\nfencing: {action: 2s, success: 100%, reboot: 2min}\nnetwork: {loss: 1%}\n`,
    { origin: "falseSuspicion" },
  ],
  [
    "a living node is taken for dead and nobody fences",
    `${pair.replace("takeover: 5s", "takeover: 500ms")}${steady}network: {loss: {share: 1%, burst: 3}, resync: 1min}\n`,
    { origin: "falseSuspicion" },
  ],
  [
    "a node that hears and is not heard",
    `${pair.replace("2", "3")}quorum: {policy: majority, stop: 1s}\n${strike("{at: 10s, kind: partition, shape: one-way, target: node-1, for: 1min}")}`,
  ],
  [
    "a bridge between two halves, struck",
    `architecture: quorum\nnodes: 5\ncoverage: 100%\ntakeover: 2s\ndetection: 3s\n${strike("{at: 10s, kind: partition, shape: bridge, target: node-3, for: 1min}")}`,
  ],
  [
    "a server is rebuilt from its backup",
    `architecture: backup-and-restore\ndetection: 5min\nbackup: {declare: 1h, provision: 30min, restore: 4h}\n${hardware}`,
  ],
];

describe("stories", () => {
  it.each(SITUATIONS)("%s", async (name, text, asked) => {
    const told = traceText({ ...trace(text, asked), scenario: name }, { colour: false, width: 110 });
    await expect(told).toMatchFileSnapshot(`stories/${name.replaceAll(/\W+/g, "-")}.txt`);
  });

  it("are the same for the same seed, and go on from where all was well to where all is well again", () => {
    const text = `${spares}seed: x\n`;
    const first = trace(text);
    expect(trace(text)).toEqual(first);
    expect(trace(text, { outage: 2 }).at).toBeGreaterThan(first.at);
    expect(first.story[0]!.at).toBe(0);
    expect(first.after.filter(({ detail }) => detail.startsWith("serves"))).toHaveLength(3);
  });

  it("tell the longest outage of a replication, as going through all of them finds it", () => {
    const text = `${spares}coverage: 90%\nhorizon: 2y\nseed: x\n`.replace("coverage: 100%\n", "");
    const lasts = ({ story }: Trace) => {
      const turns = story.filter(({ what }) => what === "service");
      const down = turns.map(({ at, detail }, i) => (detail === "is down" ? turns[i + 1]!.at - at : 0));
      return Math.max(...down);
    };
    const longest = trace(text, { replication: 2, outage: "longest" });
    const all: Trace[] = [];
    for (let outage = 1; ; outage++) {
      try {
        all.push(trace(text, { replication: 2, outage }));
      } catch {
        break;
      }
    }
    expect(all.length).toBeGreaterThan(10);
    expect(lasts(longest)).toBe(Math.max(...all.map(lasts)));
    expect(longest).toEqual(trace(text, { replication: 2, outage: longest.outage! }));
  });

  it("need not be in the first replication, unless that is asked", () => {
    const text = "architecture: active-passive\nhorizon: 1d\nseed: 4\n";
    const { replication } = trace(text);
    expect(replication).toBeGreaterThan(1);
    expect(() => trace(text, { replication: replication - 1 })).toThrow("no such outage");
    expect(trace(text, { replication }).replication).toBe(replication);
  });
});
