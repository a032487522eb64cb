import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const entry = fileURLToPath(new URL("../../dist/cli/hasim.js", import.meta.url));

describe("how the program ends", () => {
  it.concurrent("an interrupt ends a long run at once, by the signal: a shell shows 130", async () => {
    const words = ["run", "--arch", "n+1", "--nodes", "20", "--precision", "0.1%", "--max-events", "100000000"];
    const child = spawn(process.execPath, [entry, ...words], { stdio: "ignore" });
    setTimeout(() => child.kill("SIGINT"), 1000);
    const ended = await new Promise((resolve) => child.on("exit", (code, signal) => resolve({ code, signal })));
    expect(ended).toEqual({ code: null, signal: "SIGINT" });
  });

  const words = [["nines"], ["nines", "--json"], ["--help"], ["--version"]];
  it.skipIf(!existsSync("/dev/full"))("an answer that cannot be written is no success", async () => {
    const ends = words.map(async (given) => {
      const full = openSync("/dev/full", "w");
      const child = spawn(process.execPath, [entry, ...given], { stdio: ["ignore", full, "pipe"] });
      let stderr = "";
      child.stderr!.setEncoding("utf8").on("data", (text: string) => {
        stderr += text;
      });
      const code = await new Promise((resolve) => child.on("close", resolve));
      closeSync(full);
      expect(stderr, given.join(" ")).toMatch(/^stdout: the answer cannot be written.*ENOSPC/);
      return code;
    });
    expect(await Promise.all(ends)).toEqual([2, 2, 2, 2]);
  });
});
