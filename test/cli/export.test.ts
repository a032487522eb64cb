import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { hasim } from "./hasim.js";

const scenario = (name: string) => fileURLToPath(new URL(`../../scenarios/${name}`, import.meta.url));

describe("hasim export", () => {
  it.concurrent("prints a model, or writes it with its properties beside it", async () => {
    const words = ["export", scenario("reference/L1.yaml"), "--to", "prism"];
    const [printed, written] = await Promise.all([hasim(words), hasim([...words, "--out", "pair.sm"])]);
    expect([printed.code, written.code, written.stdout]).toEqual([0, 0, ""]);
    expect(printed.stdout).toMatch(/^\/\/ One server works.*\nctmc\n.*^\/\/ "mttf": R\{"time"\}=\? \[ F "down" \];$/ms);
    expect(written.files).toEqual(["pair.props", "pair.sm"]);
  });

  it.concurrent("says what cannot be written readably and what to do instead, and writes nothing", async () => {
    const words = ["export", scenario("old-and-new-servers.yaml"), "--to", "prism", "--out", "x.sm"];
    const { code, stderr, files } = await hasim(words);
    expect([code, files]).toEqual([2, []]);
    expect(stderr).toMatch(/2 classes.*--to prism-explicit --out/s);
  });

  it.concurrent("lists the states of any design, all files or none", async () => {
    const words = ["export", scenario("nightly-report-rebuilt-from-backup.yaml"), "--to", "prism-explicit"];
    const [all, blocked, nameless] = await Promise.all([
      hasim([...words, "--out", "n"]),
      hasim([...words, "--out", "no/n"]),
      hasim(words),
    ]);
    expect(all.files).toEqual(["n.lab", "n.props", "n.sta", "n.tra", "n1.srew", "n2.srew", "n3.srew", "n4.srew"]);
    expect([blocked.code, blocked.files, nameless.code]).toEqual([2, [], 2]);
    expect(nameless.stderr).toContain("--out");
  });

  it.concurrent("prints the scenario as it is understood", async () => {
    const { stdout } = await hasim(["export", scenario("reference/L4.yaml"), "--to", "json"]);
    const { understood, spec } = JSON.parse(stdout);
    expect(understood).toBe("1 active + 1 standby");
    expect(spec.takeover).toEqual({ law: "exponential, mean 30 s", coverage: 0.95, manual: "exponential, mean 1 h" });
  });

  it.concurrent("its help and the page on the reference scenarios show how to check a figure", async () => {
    const { stdout } = await hasim(["export", "--help"]);
    const page = readFileSync(scenario("reference/README.md"), "utf8");
    for (const text of [stdout, page]) {
      expect(text).toContain("--to prism --out");
      expect(text).toMatch(/prism -ctmc -importmodel \w+\.all/);
    }
  });
});
