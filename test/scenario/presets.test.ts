import { describe, expect, test } from "vitest";
import { readYaml } from "../../src/notation/document/yamlText.js";
import { defaultsFrom } from "../../src/notation/presets/defaults.js";
import { namesUnder, presetText, readCatalogue, withPreset } from "../../src/notation/presets/presets.js";
import { priceListOf, priceOf } from "../../src/scenario/prices/prices.js";
import { readScenario } from "../../src/scenario/readScenario.js";
import { catalogue } from "./catalogue.js";

const ids = [...catalogue.presets.keys()];

describe("the shipped presets", () => {
  test("each has a source and a grade", () => {
    expect(ids.length).toBeGreaterThan(40);
    for (const { source, grade } of catalogue.presets.values()) {
      expect(source.length).toBeGreaterThan(5);
      expect(["measured", "vendor", "assumed"]).toContain(grade);
    }
  });

  test("the four repair contracts, each with law, crews and price", () => {
    const contracts = namesUnder(catalogue, "repair");
    expect(contracts).toEqual(["four-hour", "next-business-day", "spare-on-shelf", "cloud-replace"]);
    const defaults = defaultsFrom(catalogue);
    for (const name of contracts) {
      expect(defaults.law("repair", `repair.${name}.law`)).toBeDefined();
      expect(defaults.crews("crews", `repair.${name}.crews`)).toBeGreaterThanOrEqual(1);
    }
  });

  test("prices are prices, in one currency a list, between their low and their high", () => {
    for (const list of namesUnder(catalogue, "prices")) expect(priceListOf(catalogue, list).currency).toBe("USD");
    for (const preset of catalogue.presets.values()) {
      if (!/^prices|\.price$/.test(preset.id)) continue;
      const at = (value: unknown) => priceOf({ ...preset, value }).amount;
      const { value, low = value, high = value } = preset;
      expect(at(low) <= at(value) && at(value) <= at(high), preset.id).toBe(true);
    }
  });

  // Low and high are read only when a default is described, so a slip in one would otherwise wait for its first user.
  test.each(ids.filter((id) => !/^prices|\.price$/.test(id)))("%s works at its low and its high", (id) => {
    const { low, high } = catalogue.presets.get(id) ?? {};
    const text = `architecture: n+1
nodes: 6
standby: {latent: ${id === "standby.latent" ? "5%" : "10%"}}
node: {failures: {hardware: {parts: {count: 2}}, os: {}, application: {}}}
network: {racks: [{name: A, nodes: 3}, {name: B, nodes: 3}], switch: {}, nic: {}}
quorum: {witness: ${/^witness\.(disk|cloud)\./.exec(id)?.[1] ?? "node"}}
fencing: {}
repairContract: ${id.startsWith("repair.") ? id.split(".")[1] : "four-hour"}
`;
    for (const end of [low, high]) {
      if (end === undefined) continue;
      expect(readScenario(text, "x.yaml", withPreset(catalogue, id, end))).toHaveProperty("scenario");
    }
  });

  const STEPS = ["failover", "redirect", "scaleUp", "restore", "replay", "verify"];
  const around = ids.filter((id) => /^(site|storage|recovery|corruption|disruption|operator)\./.test(id));
  test.each(around)("%s is leant on, and works as it stands, at its low and at its high", (id) => {
    const [section, kind = ""] = id.split(".");
    const strategy = ["pilot-light", "warm-standby", "hot-standby"].includes(kind) ? kind : "hot-standby";
    const text = `architecture: ${strategy}
nodes: 2
sites: [{name: A, kind: ${section === "site" ? kind : "site"}, nodes: 1}, {name: B, nodes: 1}]
storage: {kind: ${section === "storage" && kind !== "restore" ? kind : "san"}}
corruption: {}
operator: {}
disruptions: [{kind: release}, {kind: configuration}, {kind: certificate}, {kind: dns}]
recovery: {steps: [${STEPS.map((name) => `{name: ${name}}`).join(", ")}], tests: {every: 90d}}
`;
    const { value, low = value, high = value } = catalogue.presets.get(id) ?? {};
    for (const end of [value, low, high]) {
      const read = readScenario(text, "x.yaml", withPreset(catalogue, id, end));
      expect(read).toHaveProperty("scenario");
      const { assumptions } = "scenario" in read ? read.scenario : { assumptions: [] };
      expect(assumptions.map(({ preset }) => preset)).toContain(id);
    }
  });
});

describe("presets of replication", () => {
  test.each(ids.filter((id) => id.startsWith("replication.")))(
    "%s works as it stands, at its low and at its high",
    (id) => {
      const { value, low = value, high = value } = catalogue.presets.get(id) ?? {};
      const text = `architecture: active-passive\nnodes: 2\nreplication: {mode: ${id.split(".")[1]}}`;
      for (const end of [value, low, high])
        expect(readScenario(text, "x.yaml", withPreset(catalogue, id, end))).toHaveProperty("scenario");
    },
  );
});

describe("presets that are not what they should be", () => {
  const read = (text: string) => () => readCatalogue([{ name: "models/x.yaml", text }]);
  test.each([
    ["no source", "a: {b: {value: 1, grade: assumed}}", "models/x.yaml:1:8 a.b.source: is missing"],
    [
      "an unknown grade",
      "a: {value: 1, grade: guessed, source: x}",
      'models/x.yaml:1:22 a.grade: "guessed" is not one of',
    ],
    ["an unknown key", "a: {value: 1, grade: vendor, source: x, hgih: 2}", 'a.hgih: unknown key; try "high"'],
    ["bad YAML", "a: [", "models/x.yaml:"],
  ])("%s is refused with its place", (_, text, expected) => expect(read(text)).toThrow(expected));

  test("a missing preset is named", () => {
    expect(() => defaultsFrom(readCatalogue([])).law("takeover", "operations.takeover")).toThrow(
      'the presets lack "operations.takeover"',
    );
    expect(() => withPreset(catalogue, "operations.takover", "1s")).toThrow('no preset "operations.takover"');
  });
});

test("every preset is shown as it can be pasted into a scenario", () => {
  for (const { id, value, low, high } of catalogue.presets.values()) {
    for (const shown of [value, low, high]) {
      if (shown !== undefined) expect(readYaml(presetText(shown), id).data, id).toEqual(shown);
    }
  }
});
