import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { hasim } from "./hasim.js";

const folder = (name: string) => fileURLToPath(new URL(`../../scenarios/${name}/`, import.meta.url));
const filesIn = (name: string) =>
  readdirSync(folder(name))
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => folder(name) + file);

const kill = ["drill", "--platform", "etcd", "--fault", "kill"];

const ETCD_CLIENTS = ["clients.silenceTo", "clients.retry"];

describe("hasim drill", () => {
  it.concurrent("needs no file, and the same seed gives the same bytes", async () => {
    const ask = (seed: string) => hasim([...kill, "--trials", "200", "--seed", seed, "--json"]);
    const [a, again, b] = await Promise.all([ask("a"), ask("a"), ask("b")]);
    expect(a.code).toBe(0);
    expect(again.stdout).toBe(a.stdout);
    expect(b.stdout).not.toBe(a.stdout);
    const result = JSON.parse(a.stdout);
    expect(result).toMatchObject({
      platform: "etcd",
      fault: "kill",
      trials: { count: 200 },
      seed: "a",
      passed: true,
      thresholds: [],
    });
    const own = ["members", "heartbeat", "election", "preVote", "roundTrip"];
    expect(Object.keys(result.settings)).toEqual([...own, "clients"]);
    expect(result.assumptions.map(({ what }: { what: string }) => what)).toEqual([...own, ...ETCD_CLIENTS]);
  });

  it.concurrent("takes settings one by one, those in a block too", async () => {
    const [etcd, ring] = await Promise.all([
      hasim([...kill, "--set", "heartbeat=500ms", "--set", "election=5s", "--trials", "50", "--json"]),
      hasim([
        "drill",
        "--platform",
        "pacemaker",
        "--fault",
        "kill",
        "--set",
        "ring.token=1s",
        "--trials",
        "50",
        "--json",
      ]),
    ]);
    const { settings, timeToDetect, assumptions } = JSON.parse(etcd.stdout);
    expect(settings).toMatchObject({ members: 3, heartbeat: 0.5, election: 5, preVote: false });
    expect(timeToDetect.p5.mean).toBeGreaterThan(4.5);
    expect(assumptions.map(({ what }: { what: string }) => what)).toEqual([
      "members",
      "preVote",
      "roundTrip",
      ...ETCD_CLIENTS,
    ]);
    expect(JSON.parse(ring.stdout).settings.ring).toMatchObject({ token: 1, nodes: 3 });
  });

  it.concurrent("exits with 1 when a threshold does not hold, and writes what CI reads", async () => {
    const words = [...kill, "--trials", "300", "--threshold", "ttr p99 < 1s", "--threshold", "ttd max < 1h"];
    const junit = join(mkdtempSync(join(tmpdir(), "hasim-junit-")), "drill.xml");
    const { code, stdout } = await hasim([...words, "--junit", junit]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ {2}ttr p99 < 1s/);
    expect(stdout).toMatch(/✓ {2}ttd max < 1h/);
    expect(readFileSync(junit, "utf8")).toContain('tests="2" failures="1"');
  });

  it.concurrent("plays a scenario, flags over it", async () => {
    const file = `${folder("drills")}sentinel-default-timeout.yaml`;
    const [asIs, sooner] = await Promise.all([
      hasim(["drill", file, "--json"]),
      hasim(["drill", file, "--set", "downAfter=5s", "--rto", "10s", "--trials", "100", "--json"]),
    ]);
    expect([asIs.code, JSON.parse(asIs.stdout).thresholds[0].expression]).toEqual([1, "ttrClients p95 < 30s"]);
    expect([sooner.code, JSON.parse(sooner.stdout).thresholds[0].expression]).toEqual([0, "ttrClients p95 < 10s"]);
  });

  it.concurrent("tells when clients are back, by settings of their own, and holds the RTO against them unless told", async () => {
    const words = ["drill", "--platform", "keepalived", "--fault", "stop", "--rto", "1s"];
    const slow = [...words, "--set", "clients.retry=10s"];
    const [clients, server, wrong] = await Promise.all([
      hasim([...slow, "--json"]),
      hasim([...slow, "--rto-at", "server", "--json"]),
      hasim([...words, "--set", "clients.retryMost=500ms", "--set", "clients.rety=1s"]),
    ]);
    const [held, loose] = [JSON.parse(clients.stdout), JSON.parse(server.stdout)];
    expect([clients.code, server.code]).toEqual([1, 0]);
    expect([held.rto, loose.rto]).toEqual([
      { objective: 1, at: "clients" },
      { objective: 1, at: "server" },
    ]);
    expect(held.trials.ttrClients).toEqual(loose.trials.ttrClients);
    // The skew, and an attempt each 10 s.
    expect(Math.abs(held.trials.ttrClients.mean.mean - 5.609)).toBeLessThan((5 * 10) / Math.sqrt(12 * 1000));
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('clients.rety: unknown key; try "retry"');
  });

  it.concurrent("says which settings the software uses otherwise, and plays with those", async () => {
    const patroni = ["drill", "--platform", "patroni", "--fault", "kill"];
    const words = [...patroni, "--set", "ttl=1s", "--set", "loopWait=1s", "--set", "retryTimeout=0s"];
    const [text, json] = await Promise.all([hasim(words), hasim([...words, "--json"])]);
    expect(text.stdout).toMatch(
      /Settings not used as given\n.*retryTimeout 0s is used as 3s[\s\S]*ttl 1s is used as 20s/,
    );
    const { settings, settingChanges, timeToRecover } = JSON.parse(json.stdout);
    expect(settings).toMatchObject({ ttl: 20, loopWait: 1, retryTimeout: 3 });
    expect(settingChanges[1]).toEqual({
      name: "ttl",
      given: 1,
      used: 20,
      unit: "s",
      why: "ttl cannot be less than 20 s",
      source: expect.stringMatching(/^Patroni 3\.2 and later, patroni\/config\.py/),
    });
    // 19 to 20 s of the lease, a scan each half second, promoted in 0.1 to 0.3 s.
    expect(Math.abs(timeToRecover.mean.mean - 19.95)).toBeLessThan(0.1);
  });

  it.concurrent("cuts a healthy primary off from its etcd for a while", async () => {
    const cut = ["drill", "--platform", "patroni", "--fault", "dcs-cut", "--for", "14.8s", "--json"];
    const set = (...settings: string[]) => settings.flatMap((setting) => ["--set", setting]);
    const [short, long] = await Promise.all([
      hasim([...cut, ...set("ttl=30s", "loopWait=10s", "retryTimeout=30s")]),
      hasim([...cut, ...set("ttl=60s", "loopWait=10s", "retryTimeout=20s")]),
    ]);
    const [demoted, ridden] = [JSON.parse(short.stdout), JSON.parse(long.stdout)];
    expect(demoted).toMatchObject({ fault: "dcsCut", lasts: 14.8, unharmed: 0, notRecovered: 0 });
    expect(Math.abs(demoted.serviceDown.mean.mean - 12)).toBeLessThan(1);
    expect(ridden).toMatchObject({ unharmed: 1000, settingChanges: [], serviceDown: { max: 0 } });
  });

  it.concurrent("a run says so before its figures", async () => {
    const words = [
      "run",
      "--arch",
      "active-passive",
      "--platform",
      "patroni",
      "--set",
      "ttl=1s",
      "--replications",
      "20",
    ];
    const [text, json] = await Promise.all([hasim(words), hasim([...words, "--json"])]);
    expect(text.stdout).toMatch(/warning: platform patroni: ttl 1s is used as 20s/);
    expect(
      JSON.parse(json.stdout)
        .settingChanges.map(({ name }: { name: string }) => name)
        .sort(),
    ).toEqual(["loopWait", "retryTimeout", "ttl"]);
  });

  it.concurrent("models lists the settings of a platform with their sources", async () => {
    const { stdout } = await hasim(["models", "platforms.etcd", "--json"]);
    const ids = JSON.parse(stdout).map(({ id }: { id: string }) => id);
    const { rules } = JSON.parse(stdout).find(({ id }: { id: string }) => id === "platforms.etcd.election");
    expect(rules).toContainEqual({
      otherwise: "refused",
      why: "--election-timeout must be at most 50 s",
      source: expect.stringContaining("embed/config.go"),
    });
    expect(ids).toEqual(
      ["members", "heartbeat", "election", "preVote", "roundTrip", ...ETCD_CLIENTS].map(
        (name) => `platforms.etcd.${name}`,
      ),
    );
  });
});

describe("hasim verify plays drills", () => {
  it.concurrent.each(["measured", "drills"])("scenarios/%s holds", async (name) => {
    const { code, stdout, stderr } = await hasim(["verify", ...filesIn(name), "--json"]);
    const misses = JSON.parse(stdout).files.flatMap(
      ({ file, checks }: { file: string; checks: { verdict: string }[] }) =>
        checks.filter(({ verdict }) => verdict !== "pass").map((check) => ({ file, ...check })),
    );
    expect(misses).toEqual([]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  it.concurrent("and misses what is not so", async () => {
    const text =
      "drill: {platform: keepalived, fault: stop, trials: 50}\nexpect: [{figure: timeToRecover.p50, between: [1s, 2s]}]\n";
    const { code, stdout } = await hasim(["verify", "s.yaml"], { "s.yaml": text });
    expect(code).toBe(1);
    expect(stdout).toContain("miss timeToRecover.p50 (simulated): expected 1 to 2, is 0.6094");
  });
});

const drill = "drill: {platform: etcd, fault: kill}\n";
const wrong: [what: string, words: string[], files: Record<string, string>, says: RegExp][] = [
  ["nothing to strike", ["drill"], {}, /^--platform: say what to strike/m],
  ["no fault", ["drill", "--platform", "etcd"], {}, /^--fault: say what befalls it/m],
  [
    "an unknown platform",
    ["drill", "--platform", "etdc", "--fault", "kill"],
    {},
    /^--platform .*"etdc" is not one of.*try "etcd"/m,
  ],
  [
    "settings that the software refuses, all of them at once",
    ["drill", "--platform", "aws-alb", "--fault", "kill", "--set", "interval=4s", "--set", "unhealthy=1"],
    {},
    /^--set drill\.settings\.interval: 4s is refused.*try "5s"\n--set .*timeout 5s, the default, is refused.*try "timeout: 4s"/m,
  ],
  [
    "a length of a fault that has none",
    ["drill", "--platform", "patroni", "--fault", "kill", "--for", "3s"],
    {},
    /^--for drill\.for: a kill does not pass by itself; these do: dcsCut/m,
  ],
  [
    "a fault it does not answer",
    ["drill", "--platform", "etcd", "--fault", "parentKill"],
    {},
    /^--fault .*"parentKill" is not one of kill/m,
  ],
  [
    "a wrong unit",
    [...kill, "--set", "heartbeat=3 parsec"],
    {},
    /^--set drill\.settings\.heartbeat: "3 parsec" is not a duration/m,
  ],
  [
    "an unknown setting",
    [...kill, "--set", "hartbeat=1s"],
    {},
    /^--set drill\.settings\.hartbeat: unknown key; try "heartbeat"/m,
  ],
  ["a setting without a value", [...kill, "--set", "heartbeat"], {}, /^--set: "heartbeat" is not name=value/m],
  [
    "settings that contradict",
    [...kill, "--set", "election=50ms"],
    {},
    /^--set drill\.settings\.election: 50ms is refused: .*at least 5 times --heartbeat-interval.*try "500ms"/m,
  ],
  [
    "a threshold that is none",
    [...kill, "--threshold", "ttr below 1s"],
    {},
    /^--threshold drill\.thresholds\[0\]: .*is not a threshold/m,
  ],
  ["trials that are none", [...kill, "--trials", "many"], {}, /^--trials drill\.trials: must be a number/m],
  [
    "an unknown setting in a file",
    ["drill", "s.yaml"],
    { "s.yaml": "drill:\n  platform: etcd\n  fault: kill\n  settings: {hb: 1s}\n" },
    /^s\.yaml:4:14 drill\.settings\.hb: unknown key/m,
  ],
  [
    "a scenario without a drill",
    ["drill", "s.yaml"],
    { "s.yaml": "architecture: n+1\n" },
    /^s\.yaml: has no drill: block/m,
  ],
  [
    "a drill run as a cluster",
    ["run", "s.yaml"],
    { "s.yaml": drill },
    /^s\.yaml:1:1 architecture: is missing: this is a drill/m,
  ],
];

describe("wrong input gets a sentence with a place, exit code 2, and nothing else", () => {
  for (const [what, words, files, says] of wrong) {
    it.concurrent(what, async () => {
      const { code, stdout, stderr, files: left } = await hasim(words, files);
      expect(stderr).toMatch(says);
      expect(stderr).not.toMatch(/^\s+at /m);
      expect({ code, stdout, left }).toEqual({ code: 2, stdout: "", left: Object.keys(files) });
    });
  }
});
