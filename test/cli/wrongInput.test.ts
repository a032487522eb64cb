import { describe, expect, it } from "vitest";
import { hasim } from "./hasim.js";

const bomb = [
  "a: &a [1,1,1,1,1,1,1,1,1]",
  ..."bcdefghi".split("").map((c, i) => `${c}: &${c} [${Array(9).fill(`*${"abcdefgh"[i]}`).join(",")}]`),
].join("\n");
const base = "architecture: n+1\nnodes: 6\n";

/** What is wrong, how it is given, and what the message must name: the place and the thing. */
const wrong: [what: string, words: string[], files: Record<string, string>, says: RegExp][] = [
  ["a missing file", ["run", "missing.yaml"], {}, /^missing\.yaml: there is no such file$/m],
  ["bad YAML", ["run", "s.yaml"], { "s.yaml": `${base}service: [` }, /^s\.yaml:3:\d+/m],
  [
    "a wrong unit",
    ["run", "s.yaml"],
    { "s.yaml": `${base}takeover: 2 parsec\n` },
    /^s\.yaml:3:11 takeover: "2 parsec" is not a duration.*try "2h"/m,
  ],
  [
    "a negative time",
    ["run", "s.yaml"],
    { "s.yaml": `${base}takeover: -30s\n` },
    /^s\.yaml:3:11 takeover: "-30s" is negative/m,
  ],
  ["0 nodes", ["run", "--arch", "n+1", "--nodes", "0"], {}, /^--nodes nodes: 0 is too few for n\+1; try "6"$/m],
  ["n+1 with 1 node", ["run", "--arch", "n+1", "--nodes", "1"], {}, /^--nodes nodes: 1 is too few.*try "2"/m],
  ["NaN", ["run", "s.yaml"], { "s.yaml": `${base}coverage: .nan\n` }, /^s\.yaml:3:11 coverage: \.nan is not a number/m],
  ["duplicate keys", ["run", "s.yaml"], { "s.yaml": `${base}nodes: 7\n` }, /^s\.yaml:3:1 nodes: "nodes" stands twice/m],
  [
    "20 kB of [",
    ["run", "s.yaml"],
    { "s.yaml": "[".repeat(20_000) },
    /^s\.yaml:1:65: nests deeper than 64 levels; .*bracket/m,
  ],
  ["an alias bomb", ["run", "s.yaml"], { "s.yaml": bomb }, /^s\.yaml:\d+:\d+: aliases/m],
  [
    "an unknown key",
    ["run", "s.yaml"],
    { "s.yaml": `${base}takover: 30s\n` },
    /^s\.yaml:3:1 takover: unknown key.*try "takeover"/m,
  ],
  ["an unknown architecture", ["run", "--arch", "n+2"], {}, /^--arch architecture: "n\+2" is not one of/m],
  [
    "an unknown flag",
    ["run", "--arch", "n+1", "--foo", "1"],
    {},
    /^--foo: is no flag of hasim run; try "hasim run --help"$/m,
  ],
  [
    "a misspelt flag",
    ["run", "--arch", "n+1", "--precison", "5%"],
    {},
    /^--precison: is no flag .*; try "--precision"$/m,
  ],
  [
    "a second file where one is taken",
    ["plan", "a.yaml", "b.yaml"],
    {},
    /^b\.yaml: is one file too many: plan takes one scenario; try "hasim plan b\.yaml, in a call of its own"$/m,
  ],
  [
    "two files to run",
    ["run", "a.yaml", "--seed", "x", "b.yaml"],
    {},
    /^b\.yaml: is one file too many: .*; try "hasim compare a\.yaml/m,
  ],
  [
    "a key that belongs elsewhere",
    ["run", "s.yaml"],
    { "s.yaml": `${base}need: 3\n` },
    /^s\.yaml:3:1 need: unknown key here; it belongs to service .*; try "service\.need"$/m,
  ],
  [
    "a key of the top level in a section",
    ["run", "s.yaml"],
    { "s.yaml": `${base}service: {coverage: 90%}\n` },
    /^s\.yaml:3:11 service\.coverage: unknown key here; it belongs to the top level$/m,
  ],
  [
    "a key like no other",
    ["run", "s.yaml"],
    { "s.yaml": `${base}zebra: 3\n` },
    /^s\.yaml:3:1 zebra: unknown key; known here: [^;]*$/m,
  ],
  [
    "a key with dashes",
    ["run", "s.yaml"],
    { "s.yaml": `${base}manual-recovery: 1h\n` },
    /^s\.yaml:3:1 manual-recovery: unknown key; try "manualRecovery"$/m,
  ],
  ["an unknown command", ["rum"], {}, /^hasim: "rum" is no command .*; try "hasim run"$/m],
  ["a flag without its argument", ["run", "--arch"], {}, /^hasim: Not enough arguments following: arch.*--help/m],
  [
    "an unknown platform",
    ["run", "--arch", "n+1", "--platform", "etdc"],
    {},
    /^--platform platform\.name: "etdc" is not one of .*; try "etcd"$/m,
  ],
  [
    "settings that contradict one another",
    ["run", "--arch", "n+1", "--platform", "kafka", "--set", "brokerSession=1s"],
    {},
    /^--set platform\.settings: a session of 1 s ends between heartbeats 2 s apart$/m,
  ],
  [
    "a failure mode nobody has",
    ["run", "s.yaml"],
    { "s.yaml": `${base}platform: {name: etcd, faults: {nic: linkDown}}\n` },
    /^s\.yaml:3:33 platform\.faults\.nic: no node fails by "nic"/m,
  ],
  [
    "a chart that cannot be written",
    ["run", "--arch", "n+1", "--chart", "no/such/folder.svg"],
    {},
    /^no\/such\/folder\.svg: its folder does not exist/m,
  ],
  [
    "a bare number for a time",
    ["run", "--arch", "n+1", "--rto", "60"],
    {},
    /^--rto objectives\.rto: "60" has no unit.*try "60s"/m,
  ],
  [
    "a chain that is too large",
    ["solve", "--arch", "n+1", "--nodes", "30", "--max-states", "100"],
    {},
    /more than 100 states/,
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

  it.concurrent("all problems of a file come at once, in the order of the text", async () => {
    const text = "architecture: n+1\nnodes: 6\ntakeover: -30s\ncoverage: 120%\nfoo: 1\n";
    const { stderr } = await hasim(["check", "s.yaml"], { "s.yaml": text });
    expect(stderr.split("\n").map((line) => line.split(":")[1])).toEqual(["3", "4", "5", undefined]);
  });
});
