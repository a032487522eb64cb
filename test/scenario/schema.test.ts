import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { scenarioJsonSchema, scenarioSchema } from "../../src/scenario/schema.js";

const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(scenarioJsonSchema());

/** Documents both must accept. */
const good: unknown[] = [
  { architecture: "n+1", nodes: 6 },
  { architecture: "n+1", takeover: "30s", repair: { exponential: "8h" }, coverage: 0.975, standby: "warm", crews: 2 },
  { takeover: { mixture: [{ weight: 1, law: { shifted: { by: "1s", law: "immediate" } } }] }, crews: "unlimited" },
  { node: { failures: { hardware: { life: "30y", parts: { count: 2, need: 1, swap: "24h" } }, "power supply": {} } } },
  { nodeClasses: [{ name: "a", count: 2, failures: {} }], standby: { factor: 0.5, latent: "10%" }, seed: 7 },
  { prices: { like: "cloud", instance: "$2000/y" }, needs: { services: [{ count: 5 }], objectives: { rto: "48h" } } },
  {
    drill: { platform: "etcd", fault: "kill", settings: { members: 5, heartbeat: "500ms", preVote: true }, trials: 9 },
  },
  { drill: { platform: "keepalived", fault: "stop", settings: { version: 3 }, thresholds: ["ttr p95 < 1s"] } },
  { drill: { platform: "pacemaker", fault: "kill", settings: { ring: { token: "1s" } } } },
  { expect: [{ figure: "timeToRecover.p50", between: ["1.1s", "unlimited"], source: "x" }] },
  {
    expect: [
      { figure: "nines", value: 3.5, within: { relative: 1e-9 } },
      { figure: "verdict", equals: "met" },
    ],
  },
];

/** Documents both must refuse; what only the program sees (a unit, two names for one thing) is not among them. */
const bad: unknown[] = [
  [],
  { nodes: 0 },
  { nodes: "6" },
  { nodez: 6 },
  { takeover: 30 },
  { takeover: {} },
  { takeover: { exponentail: "8h" } },
  { takeover: { exponential: "8h", uniform: ["1s", "2s"] } },
  { takeover: { uniform: ["1s"] } },
  { takeover: { weibull: { mean: "8h", shape: -1 } } },
  { takeover: { mixture: [{ weight: 1, law: { erlang: { mean: "1s", stages: 1.5 } } }] } },
  { standby: "wram" },
  { objectives: { rto: 60 } },
  { needs: { services: [] } },
  { expect: [{ value: 1 }] },
  { expect: [{ figure: "nines", between: [1] }] },
  { drill: { platform: "etdc", fault: "kill" } },
  { drill: { platform: "etcd" } },
  { drill: { platform: "etcd", fault: "parentKill" } },
  { drill: { platform: "etcd", fault: "kill", settings: { hartbeat: "1s" } } },
  { drill: { platform: "etcd", fault: "kill", settings: { members: 2.5 } } },
  { drill: { platform: "keepalived", fault: "kill", settings: { version: 4 } } },
];

describe("the published schema and the program agree", () => {
  test.each(good)("on %j: good", (document) => {
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    expect(scenarioSchema.safeParse(document).success).toBe(true);
  });
  test.each(bad.map((document) => [document]))("on %j: bad", (document) => {
    expect(validate(document)).toBe(false);
    expect(scenarioSchema.safeParse(document).success).toBe(false);
  });
});

test("it is JSON Schema 2020-12 and explains every field of a scenario to an editor", () => {
  const schema = scenarioJsonSchema() as { $schema: string; properties: Record<string, { description?: string }> };
  expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
  for (const [name, field] of Object.entries(schema.properties)) expect(field.description, name).toMatch(/\w+/);
});
