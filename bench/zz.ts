const it=(_n:string,f:()=>void)=>f();
import { clusterModel } from "../src/cluster/model.js";
import { exponential } from "../src/kernel/laws/exponential.js";
import { lognormal } from "../src/kernel/laws/lognormal.js";
import { uniform } from "../src/kernel/laws/uniform.js";
import { immediate } from "../src/kernel/laws/immediate.js";
import { replicate, unavailability } from "../src/study/replications.js";
it("b", () => {
  const H = 3600;
  const model = clusterModel({
    classes: [{ name: "n", count: 6, modes: [{ name: "hardware", life: exponential({ mean: 4380 * H }), detection: uniform({ from: 3, to: 4 }), repair: exponential({ mean: 8 * H }), needsCrew: true, recovery: "failover", parts: { count: 1, need: 1, swap: immediate() } }] }],
    slots: 5, need: 5, hosting: "each", crews: 1,
    takeover: { law: lognormal({ mean: 30, sigma: 0.5 }), coverage: 1, manual: immediate() },
    standby: { factor: 1, latent: 0, test: immediate() }, survivorsFailWhileDown: true,
  });
  for (const reps of [2000, 20000, 20000]) {
    const t = process.cpuUsage();
    const s = replicate(model, { warmup: 100 * H, horizon: 87600 * H, rto: 60, rtoFrom: "disruption" }, { seed: "x", replications: reps, precision: 0.05, maxEvents: 1e9, level: 0.95 });
    const c = process.cpuUsage(t);
    console.log(reps, (c.user + c.system) / 1e6, "s", ((c.user+c.system) / reps).toFixed(1), "us/rep", s.events / reps, unavailability(s, 0.95));
  }
});
