import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { architectureNamed } from "../../src/architectures/registry.js";
import type { ClusterModel } from "../../src/cluster/model.js";
import { masterKey } from "../../src/kernel/streams.js";
import { Simulation } from "../../src/readings/simulate/simulation.js";
import { readScenario } from "../../src/scenario/readScenario.js";
import { exactFigures } from "../../src/study/figures/exact.js";
import { architectures, catalogue } from "../scenario/catalogue.js";
import { type Draft, drafts, scenarioOf, specOf } from "./plants.js";

const EVENTS = 40;

/** How often in the first events of a run some service had two writers. */
function timesSplit(draft: Draft, events = EVENTS): number {
  const model = architectureNamed(draft.architecture)!.design(specOf(draft)).model as ClusterModel;
  const simulation = new Simulation(model, masterKey(String(draft.seed)));
  const at = model.levels.indexOf("twoWriters");
  const levels = new Float64Array(model.levels.length);
  let split = 0;
  simulation.reset(0);
  for (let event = 0; event < events && simulation.due < Number.POSITIVE_INFINITY; event++) {
    simulation.step();
    model.measure(simulation.world, levels);
    split += levels[at]!;
  }
  return split;
}

/**
 * Active-active nodes write wherever they are until they are stopped, so theirs is a matter of stopping at once, and of one
 * group alone having quorum, which some of corosync's options leave to fencing.
 */
const stopsInTime = (draft: Draft): Draft =>
  draft.architecture === "active-active"
    ? { ...draft, notice: 0, quorum: { ...draft.quorum, noQuorumPolicy: "stop", stop: 0, options: "waits for all" } }
    : draft;

describe("two writers", () => {
  it("never occur with quorum and reliable fencing, over 10 000 topologies, faults and seeds", () => {
    fc.assert(
      fc.property(drafts.map(stopsInTime), (draft) => {
        const split = timesSplit(draft);
        if (split > 0) throw new Error(`two writers after ${split} of ${EVENTS} events of\n${scenarioOf(draft)}`);
      }),
      { seed: 2026, numRuns: 10_000 },
    );
  }, 120_000);

  it("occur in two nodes with neither, and are reported", () => {
    const pair: Draft = {
      ...fc.sample(drafts, { seed: 1, numRuns: 1 })[0]!,
      architecture: "active-passive",
      racks: [1, 1],
      partition: null,
      suspicion: null,
      links: [[0, 1]],
      wires: { link: 5, switch: 0, nic: 0, repair: 5 },
      notice: 0,
      takeover: 0.01,
      quorum: { policy: "none", options: "plain", noQuorumPolicy: "stop", stop: 0, tieBreaker: false, witness: "no" },
      fencing: null,
    };
    expect(timesSplit(pair)).toBeGreaterThan(0);
    const { splitBrain } = exactFigures(architectureNamed("active-passive")!.design(specOf(pair)).model, 1e6);
    expect(splitBrain.incidentsPerYear.mean).toBeGreaterThan(1);
    expect(splitBrain.secondsPerYear.mean).toBeGreaterThan(1000);
  });

  it("a counterexample is printed as a scenario that can be read", () => {
    for (const draft of fc.sample(drafts, { seed: 3, numRuns: 30 })) {
      const names = { ...architectures, "active-active": 2, quorum: 3 };
      const read = readScenario(scenarioOf(draft), "counterexample.yaml", catalogue, {}, names);
      expect("problems" in read ? read.problems : []).toEqual([]);
    }
  });
});
