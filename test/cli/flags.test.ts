import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { readText } from "../../src/cli/files.js";
import { overridesOf } from "../../src/cli/flags/scenarioFlags.js";
import { requireOnce } from "../../src/cli/terminal/once.js";
import { InputProblems } from "../../src/library/inputProblems.js";
import { formatProblem } from "../../src/notation/document/problem.js";
import { readScenario } from "../../src/scenario/readScenario.js";
import { catalogue } from "../scenario/catalogue.js";

/** What a person is told when something is refused. */
function refusal(what: () => unknown): string {
  try {
    what();
  } catch (error) {
    if (error instanceof InputProblems) return error.problems.map(formatProblem).join("\n");
    throw error;
  }
  return "not refused";
}

describe("--years", () => {
  test.each([
    ["10", "10y"],
    ["2.5", "2.5y"],
    ["1e3", "1e3y"],
    ["30d", "30d"],
  ])("%s is the horizon %s", (years, horizon) => expect(overridesOf({ years })).toEqual({ horizon }));

  test.each([
    [{ years: "1e9" }, '--years: 1e9 are more than a million; try "10"'],
    [{ years: "abc" }, '--years: "abc" is not a number of years; try "10"'],
    [{ years: "" }, '--years: "" is not a number of years; try "10"'],
    [{ years: "5", horizon: "5y" }, "--years: says the same as --horizon; keep one of them"],
  ])("%j is refused by its own name", (flags, said) => expect(refusal(() => overridesOf(flags))).toBe(said));
});

test("a flag given twice is not taken silently, but for those that are lists", () => {
  expect(refusal(() => requireOnce({ nodes: ["6", "7"], arch: "n+1", set: ["a=1", "b=2"], json: [true, true] }))).toBe(
    '--nodes: is given 2 times, "6" and "7"; keep one of them',
  );
});

describe("--set without a platform to set it of", () => {
  const said = (text: string, overrides: Record<string, string>) => {
    const read = readScenario(text, "s.yaml", catalogue, overrides, { "n+1": 6 });
    return "problems" in read ? read.problems.map(formatProblem) : [];
  };
  const setting = { "platform.settings.heartbeat": "200ms" };
  it("is about --set, and says nothing else", () => {
    expect(said("architecture: n+1", setting)).toEqual([
      '--set: "heartbeat" is a setting of a platform, and none is named; try "--platform etcd"',
    ]);
  });
  it("is fine where the file or a flag names one", () => {
    expect(said("architecture: n+1\nplatform: {name: etcd}", setting)).toEqual([]);
    expect(said("architecture: n+1", { ...setting, "platform.name": "etcd" })).toEqual([]);
  });
});

describe("a file that cannot be read", () => {
  const folder = mkdtempSync(join(tmpdir(), "hasim-test-"));
  writeFileSync(join(folder, "pair.yaml"), "architecture: active-passive\n");
  test.each([
    ["", '"": is no name of a file; try "scenario.yaml"'],
    [
      join(folder, "pear.yaml"),
      `${join(folder, "pear.yaml")}: there is no such file; try "${join(folder, "pair.yaml")}"`,
    ],
    [join(folder, "no", "x.yaml"), `${join(folder, "no", "x.yaml")}: there is no such file`],
    [folder, `${folder}: is a folder, not a file; try "${join(folder, "pair.yaml")}"`],
    ["/dev/null", '/dev/null: is no ordinary file; save what it gives in one; try "scenario.yaml"'],
  ])("%j is refused before it is opened", (file, said) => expect(refusal(() => readText(file))).toBe(said));
});
