import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { hasim } from "./hasim.js";

const shutdown = fileURLToPath(new URL("../../scenarios/drills/node-shutdown.yaml", import.meta.url));
const onCluster = ["drill", shutdown, "--trials", "2"];
const onPlatform = ["drill", "--platform", "etcd", "--fault", "kill", "--trials", "20"];
const somewhere = () => mkdtempSync(join(tmpdir(), "hasim-records-"));
const json = (file: string) => JSON.parse(readFileSync(file, "utf8"));

const schema = hasim(["schema", "drill"]).then(({ stdout }) =>
  new Ajv2020({ strict: true, allowUnionTypes: true }).compile(JSON.parse(stdout)),
);

describe.each([
  ["an experiment", onCluster, 2],
  ["a fault on a platform", onPlatform, 20],
])("%s", (_, words, trials) => {
  it.concurrent("leaves evidence that fits the published schema, and a history that says what changed", async () => {
    const [evidence, history] = ["evidence.json", "history.jsonl"].map((name) => join(somewhere(), name));
    const first = await hasim([...words, "--evidence", evidence, "--history", history, "--json"]);
    const second = await hasim([...words, "--seed", "2", "--history", history]);
    const record = json(evidence);
    const validate = await schema;
    expect(first.stderr).toBe("");
    expect(record).toMatchObject({ trials, seed: "1", result: JSON.parse(first.stdout) });
    expect(record.scenario.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(validate(record.result), JSON.stringify(validate.errors)).toBe(true);
    expect(second.stdout).toContain("Trend: 2 drills kept");
    expect(second.stdout).toMatch(/^ {2}since the time before: .*other flags were given$/m);
    expect(readFileSync(history, "utf8").match(/\n/g)).toHaveLength(2);
  });
});

describe("hasim drill --chart", () => {
  it.concurrent("draws an experiment", async () => {
    const chart = join(somewhere(), "drill.svg");
    await hasim([...onCluster, "--chart", chart]);
    expect(readFileSync(chart, "utf8")).toMatch(/^<svg .*detected.*<\/svg>\s*$/s);
    await hasim([...onPlatform, "--chart", chart]);
    expect(readFileSync(chart, "utf8")).toMatch(/^<svg .*95 % within.*<\/svg>\s*$/s);
  });
});

describe("hasim trace", () => {
  it.concurrent("tells an experiment: before, what happened, after", async () => {
    const { code, stdout } = await hasim(["trace", shutdown, "--json"]);
    const { before, story, after, outage, replication } = JSON.parse(stdout);
    expect({ code, outage, replication }).toEqual({ code: 0, outage: null, replication: 1 });
    expect([before.length, after.length].every((lines) => lines > 0)).toBe(true);
    expect(story.map(({ what }: { what: string }) => what)).toContain("fault");
  });

  it.concurrent("tells an outage of a run, one of its own failure mode if so asked", async () => {
    const { code, stdout } = await hasim(["trace", "--arch", "n+1", "--nodes", "6", "--outage", "2"]);
    expect(code).toBe(0);
    expect(stdout).toContain("is down");
  });
});

const LINE = '{"playedAt": "2026-01-02T03:04:05Z"}\n';
const wrong: [what: string, words: string[], files: Record<string, string>, says: RegExp][] = [
  [
    "evidence into no folder",
    [...onCluster, "--evidence", "no/e.json"],
    {},
    /^no\/e\.json: its folder does not exist/m,
  ],
  [
    "evidence as a picture",
    [...onPlatform, "--evidence", "e.svg"],
    {},
    /^e\.svg: is written as \.json; try "e\.json"$/m,
  ],
  [
    "evidence twice",
    [...onPlatform, "--evidence", "a.json", "--evidence", "b.json"],
    {},
    /^--evidence: is given 2 times/m,
  ],
  ["a folder as history", [...onPlatform, "--history", "."], {}, /^\.: is a folder, not a file$/m],
  ["half a history", [...onPlatform, "--history", "h"], { h: `\n${LINE}` }, /^h:2:1: is no line of a drill history/m],
  ["an outage of an experiment", ["trace", shutdown, "--outage", "1"], {}, /^--outage: an experiment is told whole/m],
  [
    "no such outage",
    ["trace", "--arch", "n+1", "--replication", "1", "--outage", "9999"],
    {},
    /^--outage: there is no outage 9999/m,
  ],
  [
    "an unknown origin",
    ["trace", "--arch", "n+1", "--origin", "hardwear"],
    {},
    /^--origin: "hardwear" is not one of .*try "hardware"/m,
  ],
];

describe("wrong input leaves every file as it was", () => {
  it.concurrent.each(wrong)("%s", async (_, words, files, says) => {
    const { code, stdout, stderr, files: left } = await hasim(words, files);
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect({ code, stdout, left }).toEqual({ code: 2, stdout: "", left: Object.keys(files) });
  });
});
