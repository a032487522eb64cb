import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { impurities } from "./impurities.js";

const src = resolve(import.meta.dirname, "../../src");
const pure = readdirSync(src, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  // The presets of the package are read in one place, so that the library has them too.
  .filter((file) => file.endsWith(".ts") && !file.startsWith("cli/") && file !== "library/catalogue.ts");

describe("below the command line nothing depends on the day, the machine or the engine", () => {
  it.each([
    ["chance", "const u = Math.random();", "Math", "keyed stream"],
    ["a logarithm", "const h = -Math.log(u);", "Math", "log of src/kernel/maths.ts"],
    ["a power", "const p = Math.pow(x, 2);", "Math", "pow of src/kernel/maths.ts"],
    ["a sine", "f(`${Math.sin(x)}`);", "Math", "sin of src/kernel/maths.ts"],
    ["Math by another name", "const { exp } = Math;", "Math", "in full"],
    ["Math by index", 'Math["exp"](1);', "Math", "in full"],
    ["a fractional exponent", "y = x ** 0.5;", "x ** 0.5", "pow"],
    ["an exponent that varies", "y **= k;", "y **= k", "pow"],
    ["a negative exponent", "y = 10 ** -3;", "10 ** -3", "pow"],
    ["the date", "const now = new Date();", "Date", "argument"],
    ["the clock", "const t = Date.now();", "Date", "argument"],
    ["the stopwatch", "performance.now();", "performance", "count events"],
    ["printing", 'console.log("x");', "console", "return text"],
    ["the environment", "const n = process.env.SEED;", "process", "argument"],
    ["a back door", "globalThis.Date.now();", "globalThis", "argument"],
    ["a node module", 'import { readFileSync } from "node:fs";', '"node:fs"', "src/cli"],
    ["a node module by its old name", 'export { join } from "path";', '"path"', "src/cli"],
    ["a node module later", 'await import("node:os");', '"node:os"', "src/cli"],
    ["the locale", "n.toLocaleString();", "toLocaleString", "locale"],
    ["the alphabet", "a.localeCompare(b);", "localeCompare", "locale"],
    ["Intl", 'new Intl.NumberFormat("de");', "Intl", "locale"],
  ])("sees %s: %s", (_, text, found, instead) => {
    const seen = impurities(`\n${text}`);
    expect(seen).toEqual([{ line: 2, found, instead: expect.stringContaining(instead) }]);
  });

  it.each([
    ["exact mathematics", "Math.sqrt(Math.abs(x)) + Math.imul(a, b) + Math.PI"],
    ["whole powers", "2 ** 32 + x ** 2 + 2 ** -53"],
    ["comments", "/* Math.random() */ 1; // new Date() and x ** 0.5"],
    ["strings", 'const text = "Math.log of Date, process.env"; const more = `console ** 0.5`;'],
    ["regular expressions", "const r = /Date|Math.random()/;"],
    ["members that share a name", "const o = { process: 1 }; o.process; interface I { Date: string; console(): void }"],
    ["packages", 'import { z } from "zod"; import { log } from "../kernel/maths.js";'],
  ])("leaves %s in peace", (_, text) => {
    expect(impurities(text)).toEqual([]);
  });

  it("holds in every file of the floors below src/cli", () => {
    expect(pure.length).toBeGreaterThan(30);
    const seen = pure.flatMap((file) =>
      impurities(readFileSync(join(src, file), "utf8"), file).map(
        ({ line, found, instead }) => `src/${file}:${line} ${found}: ${instead}`,
      ),
    );
    expect(seen).toEqual([]);
  });
});
