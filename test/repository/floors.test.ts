import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const config = join(root, ".dependency-cruiser.cjs");
const rules: { name: string; comment: string }[] = createRequire(import.meta.url)(config).forbidden;

interface Cruise {
  modules: { source: string }[];
  summary: { violations: { from: string; to: string; rule: { name: string } }[] };
}

/** What `npm run floors` sees in the folder `src` of a tree. */
function cruise(tree: string): Cruise {
  const program = join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const run = spawnSync(process.execPath, [program, "--config", config, "--output-type", "json", "src"], {
    cwd: tree,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return JSON.parse(run.stdout);
}

/** One violation of each rule: rule, the file that breaks it, its text. */
const planted: [rule: string, file: string, text: string][] = [
  ["kernel-imports-down-only", "kernel/up.ts", `import type { A } from "../cluster/a.js"; export type B = A;`],
  ["notation-imports-down-only", "notation/up.ts", `import type { A } from "../cluster/a.js"; export type B = A;`],
  ["cluster-imports-down-only", "cluster/up.ts", `export { a } from "../architectures/a.js";`],
  ["architectures-imports-down-only", "architectures/up.ts", `export { a } from "../scenario/a.js";`],
  ["scenario-imports-down-only", "scenario/up.ts", `export { a } from "../readings/a.js";`],
  ["readings-imports-down-only", "readings/up.ts", `export { a } from "../study/a.js";`],
  ["study-imports-down-only", "study/up.ts", `export { a } from "../report/a.js";`],
  ["report-imports-down-only", "report/up.ts", `export { a } from "../planner/a.js";`],
  ["planner-imports-down-only", "planner/up.ts", `export const later = () => import("../cli/a.js");`],
  ["library-imports-down-only", "library/up.ts", `export { a } from "../cli/a.js";`],
  ["library-without-the-cli", "index.ts", `export { a } from "./cli/a.js"; export const lib = 1;`],
  ["cli-is-not-the-library", "cli/entry.ts", `export { lib } from "../index.js";`],
  ["every-module-on-a-floor", "cli/strange.ts", `export { a } from "../elsewhere/a.js";`],
  [
    "pure-below-the-cli",
    "readings/files.ts",
    `import { readFileSync } from "node:fs"; export const read = readFileSync;`,
  ],
  ["charts-only-when-asked", "report/chart.ts", `import { View } from "vega"; export const view = View;`],
  ["no-cycles", "study/ring.ts", `import { two } from "./ring2.js"; export const one = () => two;`],
  ["no-orphans", "study/alone.ts", `export const alone = 1;`],
  ["no-unresolvable", "study/missing.ts", `export { gone } from "./gone.js";`],
  ["no-dev-dependencies", "study/dev.ts", `import fc from "fast-check"; export const check = fc;`],
  ["src-stands-alone", "study/tested.ts", `export { a } from "../../test/a.js";`],
];

const innocent: [file: string, text: string][] = [
  ...[
    "cluster",
    "architectures",
    "scenario",
    "readings",
    "study",
    "report",
    "planner",
    "library",
    "cli",
    "elsewhere",
  ].map((floor): [string, string] => [`src/${floor}/a.ts`, `export type A = number; export const a = 1;`]),
  ["src/study/ring2.ts", `import { one } from "./ring.js"; export const two = () => one;`],
  ["src/scenario/down.ts", `import { a } from "../architectures/a.js"; export const registered = a;`],
  [
    "src/report/lazy.ts",
    `import type { View } from "vega"; export const draw = (): Promise<View> => import("vega") as never;`,
  ],
  ["test/a.ts", `export const a = 1;`],
];

describe("the floors of src", () => {
  const tree = mkdtempSync(join(tmpdir(), "hasim-floors-"));
  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  describe("on a tree with one violation of each rule", () => {
    let seen: Cruise["summary"]["violations"];
    beforeAll(() => {
      for (const [file, text] of [...planted.map(([, file, text]) => [`src/${file}`, text]), ...innocent]) {
        mkdirSync(dirname(join(tree, file)), { recursive: true });
        writeFileSync(join(tree, file), `${text}\n`);
      }
      for (const file of ["tsconfig.json", "package.json"]) cpSync(join(root, file), join(tree, file));
      symlinkSync(join(root, "node_modules"), join(tree, "node_modules"), "junction");
      seen = cruise(tree).summary.violations;
    }, 60_000);

    it.each(planted)("%s is caught in %s", (rule, file) => {
      expect(seen.map((violation) => `${violation.rule.name} ${violation.from}`)).toContain(`${rule} src/${file}`);
    });

    it("what is allowed is left in peace: a scenario names an architecture, a chart loads vega when drawn", () => {
      expect(seen.filter(({ from }) => /(down|lazy)\.ts$/.test(from) && !/orphan/.test(from))).toEqual([]);
    });
  });

  it("every rule is proved above, and says why and what to do", () => {
    expect(rules.map((rule) => rule.name).sort()).toEqual(planted.map(([rule]) => rule).sort());
    for (const rule of rules) expect(rule.comment).toMatch(/^Why: .+ Do: .+/s);
  });

  it("hold in this repository, where every source file is seen", () => {
    const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" });
    const sources = files.filter((file) => file.endsWith(".ts")).map((file) => `src/${file.replaceAll("\\", "/")}`);
    const { modules, summary } = cruise(root);
    expect(modules.map((module) => module.source)).toEqual(expect.arrayContaining(sources));
    expect(sources.length).toBeGreaterThan(30);
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  }, 60_000);
});
