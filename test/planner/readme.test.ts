import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { planText } from "../../src/planner/planText.js";
import { planOf } from "./ask.js";

const root = resolve(import.meta.dirname, "../..");

test("the worked decision in the README is what the program prints, up to the table of candidates", () => {
  const page = readFileSync(resolve(root, "README.md"), "utf8");
  const [, file, printed] = /hasim plan (scenarios\/\S+\.yaml)\n```\n\n```\n([^`]+)\n```/.exec(page) ?? [];
  if (file === undefined) throw new Error("the README works no decision");
  const text = planText(planOf(readFileSync(resolve(root, file), "utf8")), { colour: false, width: 100 });
  expect(printed).toBe(text.slice(0, text.indexOf("\n\nConsidered")));
});
