import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { hasim } from "./hasim.js";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

const decision = fileURLToPath(new URL("../../scenarios/decisions/rebuild-script.yaml", import.meta.url));

/** What stands in the first block of plain text after a command. */
function shown(command: string): string {
  const after = readme.slice(readme.indexOf(command));
  return /\n\n```\n([\s\S]*?)\n```/.exec(after)?.[1] ?? "";
}

describe("README shows what the program prints", () => {
  it.concurrent.each([
    ["hasim run --arch n+1 --nodes 6", ["run", "--arch", "n+1", "--nodes", "6"]],
    ["hasim plan scenarios/decisions/rebuild-script.yaml", ["plan", decision]],
  ])("%s", async (command, words) => {
    const { stdout } = await hasim(words);
    expect(shown(command)).toBe(stdout.trimEnd());
  });
});
