import { describe, expect, it } from "vitest";
import { clusterModel } from "../../src/cluster/model.js";
import { DOWN } from "../../src/kernel/model.js";
import { levelVector, riseRates } from "../../src/readings/enumerate/chain.js";
import { enumerate } from "../../src/readings/enumerate/enumerate.js";
import { longRunMean, steadyState } from "../../src/readings/longRun/steadyState.js";
import { meanTimeToFirstOutage } from "../../src/readings/mission/firstPassage.js";
import { mission } from "../../src/readings/mission/mission.js";
import fixture from "../fixtures/exactCases.json" with { type: "json" };
import { referencePlant } from "./referenceSpecs.js";

const HOUR = 3600;

describe("the exact reading reproduces the reference models", () => {
  for (const [name, { model, parameters, exact }] of Object.entries(fixture.cases)) {
    it(`case ${name} to 1e-9`, () => {
      const chain = enumerate(clusterModel(referencePlant(model, parameters)));
      const pi = steadyState(chain);
      const level = (wanted: string) => longRunMean(pi, levelVector(chain, chain.levelNames.indexOf(wanted)));
      const atOther = () => chain.levelNames.indexOf("onRecoverySite");
      const over = mission(chain, parameters.T * HOUR)!;
      const figures: Record<string, () => number> = {
        u: () => level("down"),
        u_deg: () => (1 - level("slotsServed") > 0 ? level("down") + level("degraded") : 0),
        freq: () => longRunMean(pi, riseRates(chain, levelVector(chain, DOWN))) * HOUR,
        nodes: () => level("nodesUp"),
        served: () => level("served"),
        cap: () => level("slotsServed"),
        mttf: () => meanTimeToFirstOutage(chain) / HOUR,
        dt: () => over.downtime / HOUR,
        no: () => over.outages,
        unrel: () => over.unreliability,
        u_planned: () => level("planned"),
        u_bothsites: () => level("bothSitesDown"),
        on_dr: () => level("onRecoverySite"),
        fofreq: () => longRunMean(pi, riseRates(chain, levelVector(chain, atOther()))) * HOUR,
        nfo: () => mission(chain, parameters.T * HOUR, atOther())!.outages,
        mttdl: () => meanTimeToFirstOutage(chain, chain.levelNames.indexOf("dataLost")) / HOUR,
        ploss: () => mission(chain, parameters.T * HOUR, chain.levelNames.indexOf("dataLost"))!.unreliability,
        p_fo: () => mission(chain, parameters.T * HOUR, atOther())!.unreliability,
      };
      for (const [figure, value] of Object.entries(exact)) {
        expect(Math.abs(figures[figure]!() / value - 1), `${figure} of ${name}`).toBeLessThan(1e-9);
      }
    });
  }

  it("merges interchangeable nodes: a six-node n+1 has 133 states", () => {
    const { model, parameters } = fixture.cases.L2;
    expect(enumerate(clusterModel(referencePlant(model, parameters))).states).toBe(133);
  });
});
