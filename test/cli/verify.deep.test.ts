import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { hasim } from "./hasim.js";

const folder = fileURLToPath(new URL("../../scenarios/reference/", import.meta.url));
const files = readdirSync(folder)
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => folder + name);

describe("the truth suite", () => {
  it("every reference scenario verifies, exactly and by simulation with four seeds", async () => {
    const { code, stdout, stderr } = await hasim([
      "verify",
      ...files,
      "--seeds",
      "1,alpha,beta,gamma",
      "--max-events",
      "600000",
      "--json",
    ]);
    expect(stderr).toBe("");
    const checks = (
      JSON.parse(stdout).files as {
        file: string;
        checks: { figure: string; reading: string; verdict: string; why: string }[];
      }[]
    ).flatMap(({ file, checks }) => checks.map((check) => ({ file: file.slice(folder.length), ...check })));
    expect(checks.filter((check) => check.verdict === "miss")).toEqual([]);
    // Only fixed repair times cannot be a Markov chain.
    const skipped = checks
      .filter((check) => check.verdict === "skipped")
      .map((check) => `${check.file} ${check.reading}`);
    expect(skipped).toEqual(["cold-deterministic.yaml exact", "hot-deterministic.yaml exact"]);
    expect(checks.filter((check) => check.reading === "exact" && check.verdict === "pass").length).toBe(88);
    expect(code).toBe(0);
  }, 300_000);
});
