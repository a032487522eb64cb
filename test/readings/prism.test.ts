import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ARCHITECTURES } from "../../src/architectures/registry.js";
import { questionOf } from "../../src/cli/question.js";
import type { ClusterModel } from "../../src/cluster/model.js";
import { type PrismModel, prismModel } from "../../src/cluster/prism/prismModel.js";
import type { Model } from "../../src/kernel/model.js";
import { enumerate } from "../../src/readings/enumerate.js";
import { prismExplicit } from "../../src/readings/prismExplicit.js";
import { exactFigures } from "../../src/study/exact.js";
import { type Draft, exponentialDraft, specOf } from "../architectures/specs.js";
import { readExplicit } from "./prismExplicitReader.js";
import { readModel, readProperties } from "./prismGrammar.js";
import { answer, buildChain } from "./prismReader.js";

const HOUR = 3600;
const YEAR_HOURS = 8766;

const folder = fileURLToPath(new URL("../../scenarios/reference/", import.meta.url));
const references = readdirSync(folder).filter((name) => name.endsWith(".yaml"));

function reference(name: string) {
  const { scenario, design } = questionOf(`${folder}${name}`, {});
  return { scenario, model: design.model as ClusterModel };
}

/** What another program makes of the text. */
function figuresFromText(text: PrismModel): Map<string, number> {
  if ("obstacles" in text) throw new Error(text.obstacles.join("; "));
  return answer(buildChain(readModel(text.model)), readProperties(text.properties));
}

/** What hasim says, in hours, under the names of the properties. */
function ourFigures(model: Model, horizon: number): Map<string, number | null> {
  const { unavailability, degraded, served, outagesPerYear, mttf, mission } = exactFigures(model, horizon);
  return new Map([
    ["unavailability", unavailability.mean],
    ["degraded", degraded.mean],
    ["served", served.mean],
    ["outagesPerHour", Number(outagesPerYear.mean) / YEAR_HOURS],
    ["missionDowntime", mission && Number(mission.downtime.mean) / HOUR],
    ["missionOutages", mission && mission.outages.mean],
    ["unreliability", mission && mission.unreliability.mean],
    ["mttf", mttf ? Number(mttf.mean) / HOUR : Number.POSITIVE_INFINITY],
  ]);
}

function expectSame(
  theirs: ReadonlyMap<string, number>,
  ours: ReadonlyMap<string, number | null>,
  within: number,
): void {
  for (const [name, value] of theirs) {
    const mine = ours.get(name) as number;
    if (value === mine) continue;
    expect(Math.abs(value / mine - 1), `${name}: ${value} from the text, ${mine} from hasim`).toBeLessThan(within);
  }
}

/** The properties that need no horizon: the others take their time and are asked of the text above. */
const LASTING = /const double T[^\n]*|"(?:mission\w*|unreliability)":[^\n]*/g;

describe("the text for PRISM, read by another reader", () => {
  it("there are reference scenarios to read", () => expect(references.length).toBeGreaterThan(10));

  describe.each(references)("of %s", (name) => {
    const { scenario, model } = reference(name);
    const text = prismModel(model.cluster.plant, scenario.title, scenario.horizon);
    const ours = ourFigures(model, scenario.horizon);

    it("says the same as hasim, within 1e-9", () => expectSame(figuresFromText(text), ours, 1e-9));

    it("says the same as a list of states", () => {
      if ("obstacles" in text) throw new Error("cannot be written");
      const files = new Map(prismExplicit(enumerate(model)).map(({ ending, text }) => [ending, text]));
      const properties = readProperties(text.properties.replaceAll(LASTING, ""));
      expect(properties.properties.size).toBe(5);
      expectSame(answer(readExplicit(files), properties), ours, 1e-9);
    });
  });

  it("says the same of any plant it can say, within 1e-9", () => {
    let written = 0;
    for (const architecture of ARCHITECTURES) {
      fc.assert(
        fc.property(exponentialDraft(architecture).map(sayable), (draft) => {
          const model = architecture.design(specOf(draft)).model as ClusterModel;
          const text = prismModel(model.cluster.plant, "any plant", 1000 * HOUR);
          if ("obstacles" in text) return;
          written++;
          expectSame(figuresFromText(text), ourFigures(model, 1000 * HOUR), 1e-9);
        }),
        { seed: 4, numRuns: 40 },
      );
    }
    expect(written).toBeGreaterThan(100);
  });
});

/** A draft without what counters cannot say: classes that differ, parts that come in twos, unseen failures of spares. */
function sayable(draft: Draft): Draft {
  const [{ modes }] = draft.classes;
  const plain = modes.map((mode) => ({ ...mode, parts: { ...mode.parts, count: 1, need: 1 } }));
  return {
    ...draft,
    classes: [{ name: "a", count: draft.nodes, modes: plain }],
    standby: { ...draft.standby, latent: 0 },
  };
}
