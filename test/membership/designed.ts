import type { ClusterModel } from "../../src/cluster/model.js";
import { masterKey } from "../../src/kernel/streams.js";
import { Simulation } from "../../src/readings/simulate/simulation.js";
import { designOf } from "../../src/study/answer.js";
import { scenario } from "../scenario/catalogue.js";

/** The model of a scenario's text. */
export function modelOf(text: string): ClusterModel {
  const fitted = designOf(scenario(text));
  if (!("design" in fitted)) throw new Error(JSON.stringify(fitted));
  return fitted.design.model as ClusterModel;
}

/** Mean of each level over `batches` stretches of `seconds` of one long run, and its standard error; the first stretch is left out. */
export function longRun(model: ClusterModel, seconds: number, batches: number, seed = "long run") {
  const simulation = new Simulation(model, masterKey(seed));
  const levels = new Float64Array(model.levels.length);
  const rows = Array.from({ length: batches + 1 }, () => new Float64Array(model.levels.length));
  simulation.reset(0);
  model.measure(simulation.world, levels);
  for (const [batch, row] of rows.entries()) {
    let at = batch * seconds;
    const end = at + seconds;
    while (at < end) {
      const until = Math.min(simulation.due, end);
      for (const [level, value] of levels.entries()) row[level]! += (value * (until - at)) / seconds;
      at = until;
      if (at === end) break;
      simulation.step();
      model.measure(simulation.world, levels);
    }
  }
  const kept = rows.slice(1);
  const of = (level: string) => {
    const values = kept.map((row) => row[model.levels.indexOf(level)]!);
    const mean = values.reduce((sum, v) => sum + v, 0) / batches;
    const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (batches - 1);
    return { mean, error: Math.sqrt(variance / batches) };
  };
  return { of, events: simulation.events };
}
