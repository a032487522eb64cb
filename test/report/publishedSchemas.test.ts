import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, expectTypeOf, it, test } from "vitest";
import type { z } from "zod";
import { plan } from "../../src/planner/plan.js";
import type { PlanResult, Relaxation } from "../../src/planner/planResult.js";
import { ninesTable } from "../../src/report/ninesTable.js";
import { compareJsonSchema, type compareSchema, comparisonJson } from "../../src/report/schemas/compareSchema.js";
import { jsonText } from "../../src/report/schemas/jsonText.js";
import { ninesJson, ninesJsonSchema } from "../../src/report/schemas/ninesSchema.js";
import { planJsonSchema, type planSchema } from "../../src/report/schemas/planSchema.js";
import { problemsJson, problemsJsonSchema } from "../../src/report/schemas/problemsSchema.js";
import { verifyJsonSchema, type verifySchema } from "../../src/report/schemas/verifySchema.js";
import { readScenario } from "../../src/scenario/readScenario.js";
import { designOf } from "../../src/study/answer.js";
import { compare } from "../../src/study/compare/compare.js";
import type { Comparison } from "../../src/study/compare/comparison.js";
import { DEFAULT_ASK } from "../../src/study/method/ask.js";
import type { Check } from "../../src/study/verify/verify.js";
import { verifyScenario } from "../../src/study/verify/verifyScenario.js";
import { architectures, catalogue, scenario } from "../scenario/catalogue.js";
import type { InJson } from "./inJson.js";

test("the schemas say what the types say, key by key", () => {
  type Plan = z.output<typeof planSchema>;
  type Obstacle = NonNullable<Plan["obstacle"]>;
  expectTypeOf<Omit<Plan, "obstacle">>().toEqualTypeOf<InJson<Omit<PlanResult, "obstacle">>>();
  // A relaxation holds another, which the comparison of types cannot follow.
  expectTypeOf<keyof Obstacle>().toEqualTypeOf<keyof NonNullable<PlanResult["obstacle"]>>();
  type Flat = Omit<Relaxation, "after">;
  expectTypeOf<Pick<Obstacle["relaxations"][number], keyof Flat>>().toEqualTypeOf<InJson<Flat>>();
  expectTypeOf<Omit<z.output<typeof compareSchema>, "formatVersion">>().toEqualTypeOf<InJson<Comparison>>();
  type Published = z.output<typeof verifySchema>["files"][number]["checks"][number];
  expectTypeOf<Omit<Published, "low" | "high">>().toEqualTypeOf<InJson<Omit<Check, "low" | "high">>>();
});

const planned = (text: string) => plan({ text, fileName: "s.yaml", catalogue });
const contender = (text: string) => {
  const fitted = designOf(scenario(text));
  if ("complaints" in fitted) throw new Error("does not fit");
  return fitted;
};
const PAIR = [
  "architecture: active-passive",
  "node: {failures: {hardware: {life: 100h, repair: {exponential: 1h}, detection: immediate}}}",
  "takeover: immediate",
  "coverage: 100%",
].join("\n");

/** What each command prints, made as it makes it. */
const printed: Readonly<Record<string, readonly [schema: object, outputs: () => readonly string[]]>> = {
  plan: [
    planJsonSchema(),
    () => {
      const few = "constraints: {repairContracts: [next-business-day], architectures: [single]}";
      return [
        `objectives: {availability: 99%}, downtimeCost: $1/min`,
        "objectives: {availability: 99.99999%}, budget: $1/y",
      ].map((asked) => jsonText(planned(`needs: {${asked}, ${few}}`)));
    },
  ],
  compare: [
    compareJsonSchema(),
    () =>
      (["exact", "crude"] as const).map((method) =>
        comparisonJson(
          compare([contender(PAIR), contender(PAIR.replace("active-passive", "single"))], {
            ...DEFAULT_ASK,
            method,
            replications: 3,
          }),
        ),
      ),
  ],
  verify: [
    verifyJsonSchema(),
    () => {
      const expected =
        "expect: [{figure: unavailability, value: 1}, {figure: mttf, value: 1h}, {figure: seed, equals: x}]";
      const { scenario: asked, design } = contender(`${PAIR}\nhorizon: 1y\n${expected}`);
      const checks = verifyScenario(asked, design, ["1"], { ...DEFAULT_ASK, replications: 3, mttfEvents: 1000 });
      return [jsonText({ formatVersion: "1.0", files: [{ file: "s.yaml", checks }] })];
    },
  ],
  nines: [
    ninesJsonSchema(),
    () => [ninesJson(ninesTable()), ninesJson(ninesTable(0.999, { perSecond: 1, currency: "USD" }))],
  ],
  check: [
    problemsJsonSchema(),
    () => {
      const read = readScenario("nodes: [x]\ntakeover: 2 parsec\nnoodles: 3\na: [\n", "s.yaml", catalogue);
      const other = readScenario("architecture: n+1\ntakeover: 2 parsec\n", "s.yaml", catalogue, {}, architectures);
      return [read, other].map((one) => problemsJson("problems" in one ? one.problems : [])).concat(problemsJson([]));
    },
  ],
};

describe.each(Object.entries(printed))("%s --json", (_, [schema, outputs]) => {
  it("fits its published schema, which refuses something else", () => {
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
    const parsed = outputs().map((output) => JSON.parse(output) as object);
    for (const one of parsed) expect(validate(one), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...parsed[0], formatVersion: "2.0" })).toBe(false);
    const [key = ""] = Object.keys(parsed[0]!).slice(-1);
    expect(validate({ ...parsed[0], [key]: 1 }), key).toBe(false);
  });
});

test("a problem in JSON says what stands at its place, and what to write instead", () => {
  const read = readScenario("architecture: n+1\ntakeover: 2 parsec\n", "s.yaml", catalogue, {}, architectures);
  expect(JSON.parse(problemsJson("problems" in read ? read.problems : []))).toEqual({
    formatVersion: "1.0",
    problems: [
      {
        file: "s.yaml",
        line: 2,
        column: 11,
        path: "takeover",
        value: "2 parsec",
        message: expect.stringContaining('"2 parsec" is not a duration'),
        suggestion: "2h",
      },
    ],
  });
});
