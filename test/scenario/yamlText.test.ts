import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatProblem } from "../../src/notation/document/problem.js";
import { readYaml } from "../../src/notation/document/yamlText.js";

const said = (text: string) => readYaml(text, "x.yaml").problems.map(formatProblem);

describe("YAML that is not", () => {
  test.each([
    ["an open bracket", "a: [1, 2\nb: 3\n", "x.yaml:2:1: flow sequence"],
    ["a tab", "a:\n\t- b\n", "x.yaml:2:1: tabs are not allowed as indentation"],
    ["a duplicate key", "a: 1\nb: 2\na: 3\n", 'x.yaml:3:1 a: "a" stands twice in this block'],
    ["a dangling alias", "a: 1\nb: {c: *x}\n", 'x.yaml:2:8 b.c: no anchor "&x" stands before this'],
    ["an alias of itself", "a: &a [1, *a]", "x.yaml:1:11 a[1]: this alias contains itself"],
    ["a key that poisons objects", "a: 1\n__proto__: {x: 1}\n", 'x.yaml:2:1 __proto__: "__proto__" cannot be a key'],
    ["NaN", "a:\n  - .nan\n", "x.yaml:2:5 a[0]: .nan is not a number one can compute with"],
    ["infinity", "a: -.inf", "x.yaml:1:4 a: -.inf is not a number one can compute with"],
    ["a list as a key", "? [a, b]\n: 1\n", "x.yaml:1:3: a key must be a plain word"],
    ["a foreign tag", "a: !!js/function x\n", "x.yaml:1:4: unresolved tag"],
    ["two documents", "a: 1\n---\nb: 2\n", "x.yaml:2:1: a second document begins here; give each a file of its own"],
    ["a NUL byte", "a: 1\nb: \0\n", "x.yaml:2:4: holds a NUL byte"],
    ["more than 1 MiB", "x".repeat(2 ** 20 + 1), "x.yaml:1:1: is larger than 1 MiB"],
  ])("%s is refused at its place", (_, text, expected) => expect(said(text)[0]).toContain(expected));

  test("all duplicates are reported, and the last one counts", () => {
    const read = readYaml("a: 1\na: 2\nb: {c: 1, c: 3}\n", "x.yaml");
    expect(read.problems.map(formatProblem)).toEqual([
      'x.yaml:2:1 a: "a" stands twice in this block; keep one of them',
      'x.yaml:3:11 b.c: "c" stands twice in this block; keep one of them',
    ]);
    expect(read.data).toEqual({ a: 2, b: { c: 3 } });
  });
});

describe("hostile YAML", () => {
  const bomb = ["a: &a [x,x,x,x,x,x,x,x,x]"];
  for (const [i, key] of [..."bcdefghi"].entries()) {
    bomb.push(`${key}: &${key} [${Array(9).fill(`*${"abcdefgh"[i]}`).join(",")}]`);
  }
  test.each([
    ["20 kB of [", "[".repeat(20_000), "x.yaml:1:65: nests deeper than 64 levels"],
    ["20 kB of {a:", "{a: ".repeat(5000), "nests deeper"],
    ["20 kB of -", "- ".repeat(10_000), "nests deeper"],
    ["20 kB of ?", "? ".repeat(10_000), "nests deeper"],
    ["a staircase", Array.from({ length: 200 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"), "nests deeper"],
    ["brackets behind a quote in prose", `a: |\n  'x\nb: ${'[ "]", '.repeat(100)}`, "nests deeper"],
    ["brackets after a good start", `a: 1\nb: ${"[".repeat(100)}`, "x.yaml:2:66: nests deeper"],
    ["200 aliases", `a: &a 1\nb: [${"*a, ".repeat(200)}]`, "x.yaml:2:405: has more than 100 aliases"],
    ["an alias bomb", bomb.join("\n"), "x.yaml:2:8: aliases of aliases expand too far"],
    ["half a million parts", `[${"1,".repeat(250_000)}]`, "has too many parts"],
  ])("%s is refused before it harms", (_, text, expected) => expect(said(text).join("\n")).toContain(expected));

  test("any text gives data or problems with a place, and never throws", () => {
    const piece = fc.constantFrom(
      "a",
      ": ",
      "- ",
      "[",
      "]",
      "{",
      "}",
      "\n",
      "  ",
      "*a",
      "&a ",
      "'",
      '"',
      "|\n",
      "#",
      "? ",
      "!!x ",
      "~",
      "\0",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const read = readYaml(pieces.join(""), "x.yaml");
        expect(read.data === undefined ? read.problems.length : 1).toBeGreaterThan(0);
        for (const { line = 0, column = 0 } of read.problems) expect(Math.min(line, column)).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});

test("JSON is read the same way", () => {
  expect(readYaml('{"a": [1, {"b": "8h"}]}', "x.json").data).toEqual({ a: [1, { b: "8h" }] });
});

test("prose may hold brackets and apostrophes", () => {
  const read = readYaml(`description: |\n  it's [[[ "fine"\n  'x\nnodes: 6 # [[[\n`, "x.yaml");
  expect(read.problems).toEqual([]);
});

test("words stay words: no YAML 1.1 surprises", () => {
  expect(readYaml("a: yes\nb: 12:30\nc: 0o17\nd: 1e3", "x.yaml").data).toEqual({
    a: "yes",
    b: "12:30",
    c: 15,
    d: 1000,
  });
});
