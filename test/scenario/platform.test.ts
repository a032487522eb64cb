import { describe, expect, it } from "vitest";
import { PLATFORMS, type Platform, protocolOf } from "../../src/cluster/protocols/registry.js";
import { loadCatalogue } from "../../src/library/catalogue.js";
import { SETTINGS, settingPaths, withDefaults } from "../../src/scenario/platform/platform.js";
import { settingChangeText } from "../../src/scenario/platform/settingsAsked.js";
import { problems, scenario } from "./catalogue.js";

const platforms = Object.keys(PLATFORMS) as Platform[];
const { presets } = loadCatalogue();
const presetsOf = (platform: Platform) =>
  [...presets.values()].filter(({ id }) => id.startsWith(`platforms.${platform}.`));

/** The presets of a platform as a block of a scenario, in the notation of their file. */
function written(platform: Platform): object {
  const block: Record<string, Record<string, unknown>> = {};
  for (const { id, value } of presetsOf(platform)) {
    const path = id.split(".").slice(2);
    if (path.length === 1) Object.assign(block, { [path[0]]: value });
    else block[path[0]] = { ...block[path[0]], [path[1]]: value };
  }
  return block;
}

describe.each(platforms)("the platform %s", (platform) => {
  const protocol = protocolOf(platform);

  it("is registered under its own name", () => expect(protocol.name).toBe(platform));

  it("has a preset for each default, equal to it and nothing else", () => {
    expect(SETTINGS[platform].parse(written(platform))).toEqual(protocol.defaults);
    expect(presetsOf(platform).map(({ id }) => id.slice(`platforms.${platform}.`.length))).toEqual(
      settingPaths(protocol.defaults),
    );
  });

  it("answers each of its faults with its defaults, written or left out", () => {
    for (const fault of protocol.faults) {
      const asked = { platform, fault };
      const bare = scenario(JSON.stringify({ drill: asked })).drill;
      expect(bare).toMatchObject({ ...asked, trials: 1000, settings: protocol.defaults, alone: true });
      const full = scenario(JSON.stringify({ drill: { ...asked, settings: written(platform) } })).drill;
      expect(full?.settings).toEqual(protocol.defaults);
    }
  });
});

it("every preset of a platform belongs to one that exists", () => {
  const named = [...presets.keys()].filter((id) => id.startsWith("platforms."));
  expect(new Set(named.map((id) => id.split(".")[1]))).toEqual(new Set(platforms));
});

it("a setting that is given replaces its default alone, in a block within as well", () => {
  const { defaults } = PLATFORMS.pacemaker;
  const changed = { ...defaults, ring: { ...defaults.ring, token: 1 } };
  expect(withDefaults(defaults, { ring: { token: 1 } })).toEqual(changed);
  const text = "drill: {platform: pacemaker, fault: kill, settings: {ring: {token: 1s}}}";
  expect(scenario(text).drill?.settings).toEqual(changed);
});

describe("settings that the software uses otherwise than given", () => {
  const patroni = "{ttl: 1s, loopWait: 1s, retryTimeout: 0s}";
  const used = { ttl: 20, loopWait: 1, retryTimeout: 3 };

  it("are in force in a drill, and told", () => {
    const { drill } = scenario(`drill: {platform: patroni, fault: kill, settings: ${patroni}}`);
    expect(drill?.settings).toMatchObject(used);
    expect(drill?.changes.map(({ name, given, used: now }) => [name, given, now])).toEqual([
      ["retryTimeout", 0, 3],
      ["ttl", 1, 20],
    ]);
  });

  it("are in force in the years, and told", () => {
    const { platform } = scenario(`architecture: active-passive\nplatform: {name: patroni, settings: ${patroni}}`);
    expect(platform?.settings).toMatchObject(used);
    expect(platform?.changes.map(settingChangeText)[1]).toMatch(
      /^ttl 1s is used as 20s: ttl cannot be less than 20 s \(Patroni 3\.2/,
    );
  });

  it("a fault that passes has a length, or none", () => {
    expect(scenario("drill: {platform: patroni, fault: dcsCut, for: 14.8s}").drill?.lasts).toBe(14.8);
    expect(scenario("drill: {platform: patroni, fault: dcsCut}").drill?.lasts).toBeUndefined();
  });

  it("a failure mode cannot be a fault that strikes no node", () => {
    const text = "architecture: active-passive\nplatform: {name: patroni, faults: {os: dcsCut}}";
    expect(problems(text)[0]).toContain('"dcsCut" is not one of kill, stop');
  });
});

describe("a drill that cannot be", () => {
  const drill = (text: string) => problems(`drill: {${text}}`);
  const cases: [text: string, says: string][] = [
    ["platform: etdc, fault: kill", 'x.yaml:1:19 drill.platform: "etdc" is not one of etcd, consul, zookeeper'],
    ["fault: kill", "drill.platform: is missing: one of etcd,"],
    ["platform: etcd", "drill.fault: is missing: one of kill, stop, hostLoss, freeze, partition, linkDown is needed"],
    [
      "platform: etcd, fault: stab",
      'x.yaml:1:32 drill.fault: "stab" is not one of kill, stop, hostLoss, freeze, partition, linkDown',
    ],
    [
      "platform: etcd, fault: kill, settings: {heartbeat: 100}",
      'drill.settings.heartbeat: "100" has no unit (a number with ms, s, min, h, d, w or y); try "100s"',
    ],
    ["platform: etcd, fault: kill, settings: {hartbeat: 1s}", 'drill.settings.hartbeat: unknown key; try "heartbeat"'],
    [
      "platform: etcd, fault: kill, settings: {heartbeat: 1ns}",
      "drill.settings.heartbeat: 0.000001ms is refused: --heartbeat-interval is a whole number of milliseconds",
    ],
    [
      "platform: etcd, fault: kill, settings: {election: 1min}",
      'drill.settings.election: 60s is refused: --election-timeout must be at most 50 s (etcd 3.1 to 3.7, embed/config.go: Validate, ElectionTicks); try "50s"',
    ],
    [
      "platform: etcd, fault: kill, settings: {heartbeat: 250ms}",
      "drill.settings: election 1s, the default, is refused: --election-timeout must be at least 5 times",
    ],
    [
      "platform: pacemaker, fault: kill, settings: {ring: {join: 10ms}}",
      "drill.settings.ring.join: 10ms is refused: join may not be less than 30 ms",
    ],
    ["platform: etcd, fault: kill, for: 3s", "x.yaml:1:38 drill.for: a kill does not pass by itself"],
    ["platform: patroni, fault: kill, for: 3s", "drill.for: a kill does not pass by itself; these do: dcsCut"],
    [
      "platform: patroni, fault: dcsCut, settings: {stopFrom: 20s}",
      "stopFrom (20 s) must not be more than stopTo (14 s)",
    ],
    ["platform: keepalived, fault: kill, settings: {advert: 0s}", "drill.settings.advert: must be longer than nothing"],
    ["platform: etcd, fault: kill, settings: {members: 2}", "drill.settings: a new leader needs 3 members, not 2"],
    ["platform: corosync, fault: kill, settings: {ring: {}}", "drill.settings.ring: unknown key; known here: nodes,"],
    ["platform: pacemaker, fault: kill, settings: {ring: {tokn: 1s}}", 'ring.tokn: unknown key; try "token"'],
    ["platform: etcd, fault: kill, trials: 0", "drill.trials: must be at least 1, not 0"],
    [
      "platform: etcd, fault: kill, thresholds: [ttr below 3s]",
      'drill.thresholds[0]: "ttr below 3s" is not a threshold',
    ],
  ];
  it.each(cases)("%s", (text, says) => {
    expect(drill(text)).toHaveLength(1);
    expect(drill(text)[0]).toContain(says);
  });

  it("counts recovery from the fault alone", () => {
    const text = "drill: {platform: etcd, fault: kill}\nobjectives: {rto: 5s, rtoFrom: declaration}";
    expect(problems(text)[0]).toMatch(/^x\.yaml:2:\d+ objectives\.rtoFrom: a drill counts recovery from the fault/);
  });
});

it("clients apart from their service: a fault on a platform tells them, an experiment on a cluster does not", () => {
  const drill = "drill: {platform: etcd, fault: kill, thresholds: [ttrClients p95 < 3s]}";
  expect(problems(drill)).toEqual([]);
  const experiment = `architecture: active-passive
experiment: {faults: [{at: 1min, kind: kill, target: primary}], lasts: 10min, thresholds: [ttrClients p95 < 3s]}`;
  expect(problems(experiment)).toEqual([expect.stringContaining("ttrClients belongs to a fault on a platform")]);
});

it.each([
  ["{silenceTo: 2s, silenceFrom: 3s}", "clients.silenceFrom (3 s) exceeds clients.silenceTo (2 s)"],
  ["{retry: 2s, retryMost: 1s}", "clients.retry (2 s) exceeds clients.retryMost (1 s)"],
  ["{rety: 2s}", 'clients.rety: unknown key; try "retry"'],
  ["{jitter: 300%}", "clients.jitter"],
])("settings of clients that cannot be: %s", (clients, says) => {
  for (const block of [
    "architecture: active-passive\nplatform: {name: etcd,",
    "drill: {platform: etcd, fault: kill,",
  ]) {
    expect(problems(`${block} settings: {clients: ${clients}}}`).join("\n")).toContain(says);
  }
});
