import { clusterModel } from "../src/cluster/model.js";
import { exponential } from "../src/kernel/laws/exponential.js";
import { lognormal } from "../src/kernel/laws/lognormal.js";
import { uniform } from "../src/kernel/laws/uniform.js";
import { immediate } from "../src/kernel/laws/immediate.js";
import { masterKey } from "../src/kernel/streams.js";
import { Simulation } from "../src/readings/simulation.js";
  const H = 3600;
  const model = clusterModel({
    classes: [{ name: "n", count: 6, modes: [{ name: "hardware", life: exponential({ mean: 4380 * H }), detection: uniform({ from: 3, to: 4 }), repair: exponential({ mean: 8 * H }), needsCrew: true, recovery: "failover", parts: { count: 1, need: 1, swap: immediate() } }] }],
    slots: 5, need: 5, hosting: "each", crews: 1,
    takeover: { law: lognormal({ mean: 30, sigma: 0.5 }), coverage: 1, manual: immediate() },
    standby: { factor: 1, latent: 0, test: immediate() }, survivorsFailWhileDown: true,
  });
const sim = new Simulation(model, masterKey("x"));
const levels = new Float64Array(model.levels.length);
for (let k = 0; k < 6; k++) {
  const t = process.cpuUsage(); let ev = 0, d = 0;
  for (let r = 0; r < 10000; r++) { sim.reset(r); while (sim.due < 87600 * H) { sim.step(); if (k >= 3) { model.measure(sim.world, levels); d += levels[0]; } } ev += sim.events; }
  const c = process.cpuUsage(t); console.log(k, d, ((c.user + c.system) / 10000).toFixed(1), "us/rep", (1000 * (c.user + c.system) / ev).toFixed(0), "ns/ev");
}
