import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, expectTypeOf, it, test } from "vitest";
import type { z } from "zod";
import { toJson } from "../../src/report/schemas/jsonText.js";
import { resultJsonSchema, resultSchema } from "../../src/report/schemas/resultSchema.js";
import type { Result } from "../../src/study/result.js";
import type { InJson } from "./inJson.js";
import { exact, missed, nothingSeen, simulated } from "./samples.js";

const samples = Object.entries({ simulated, missed, exact, nothingSeen });
const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(resultJsonSchema());

test("the schema says what the type says, key by key", () => {
  expectTypeOf<z.output<typeof resultSchema>>().toEqualTypeOf<InJson<Result>>();
});

describe.each(samples)("%s", (_, result) => {
  it("fits the published schema, for ajv and for the program", () => {
    const parsed: unknown = JSON.parse(toJson(result));
    expect(validate(parsed), JSON.stringify(validate.errors)).toBe(true);
    expect(resultSchema.safeParse(parsed).success).toBe(true);
  });
  it("loses no key on its way", () => {
    const plain = JSON.parse(JSON.stringify(result));
    expect(JSON.parse(toJson(result))).toEqual(plain);
  });
  it("has the same bytes whatever the order its keys were made in", () => {
    const reversed = Object.fromEntries(Object.entries(result).reverse()) as unknown as Result;
    expect(toJson(reversed)).toBe(toJson(result));
  });
});

test("no end is null: JSON has no infinity", () => {
  expect(toJson(nothingSeen)).toContain(
    '"planned": {\n    "mean": null,\n    "low": 0,\n    "high": null,\n    "level": 1\n  }',
  );
});

test("a figure that is no number is a fault, not a null", () => {
  expect(() => toJson({ ...simulated, nodes: Number.NaN })).toThrow(/nodes/);
});

test.each([
  ["a missing key", { formatVersion: "1.0" }],
  ["another version", { ...simulated, formatVersion: "2.0" }],
  ["a bare number for an estimate", { ...simulated, availability: 0.999 }],
])("refuses %s", (_, document) => {
  expect(validate(JSON.parse(JSON.stringify(document)))).toBe(false);
});

test("it is JSON Schema 2020-12 and lets later versions add keys", () => {
  expect(resultJsonSchema()).toMatchObject({ $schema: "https://json-schema.org/draft/2020-12/schema" });
  expect(validate({ ...JSON.parse(toJson(simulated)), later: 1 })).toBe(true);
});
