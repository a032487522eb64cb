import { it } from "vitest";
import { architectureNamed } from "../../src/architectures/registry.js";
import { levelVector } from "../../src/readings/chain.js";
import { enumerate } from "../../src/readings/enumerate.js";
import { longRunMean, steadyState } from "../../src/readings/steadyState.js";
import { specOf } from "./specs.js";
function solved(model: any, phases = {}) {
  const chain = enumerate(model, { maxStates: 4000, phases });
  const pi = steadyState(chain);
  return { states: chain.states, ...Object.fromEntries(chain.levelNames.map((name, i) => [name, longRunMean(pi, levelVector(chain, i))])) } as any;
}
const e = (mean: number) => ({ law: "exponential", mean });
const im = { law: "immediate", mean: 0 };
const own = (draft: any) => ({ ...draft, classes: draft.classes.flatMap((k: any) => Array.from({ length: k.count }, (_, i) => ({ ...k, name: `${k.name}${i}`, count: 1 }))) });
const mode = (name: string, o: any = {}) => ({ name, life: e(500), detection: e(0.1), repair: e(20), needsCrew: true, recovery: "failover", parts: { count: 1, need: 1, swap: im }, ...o });
const draft = (o: any = {}) => ({ nodes: 3, classes: [{ name: "a", count: 3, modes: [mode("hardware")] }], crews: 1, takeover: { law: e(0.5), coverage: 1, manual: im }, standby: { factor: 1, latent: 0, test: e(100) }, survivorsFailWhileDown: true, backup: { every: 1, takes: 1, declare: im, provision: im, restore: im }, ...o });
const cases: any = {
  latentTwoModes: [draft({ classes: [{ name: "a", count: 3, modes: [mode("hardware", { repair: e(100) }), mode("os", { repair: e(1), needsCrew: false, life: e(200) })] }], standby: { factor: 1, latent: 0.5, test: e(100) } })],
  latentImmediateDetection: [draft({ standby: { factor: 1, latent: 0.5, test: e(100) } })],
  parts: [draft({ classes: [{ name: "a", count: 3, modes: [mode("psu", { parts: { count: 2, need: 1, swap: e(50) } }), mode("nic", { parts: { count: 2, need: 1, swap: e(50) } })] }] })],
  erlangLifeHot: [draft({ classes: [{ name: "a", count: 3, modes: [mode("hardware", { life: { law: "weibull", mean: 100 } })] }] }), { fail: 3 }],
  erlangLifeWarm: [draft({ crews: 3, classes: [{ name: "a", count: 3, modes: [mode("hardware", { life: { law: "weibull", mean: 50 } })] }] }), { fail: 4 }],
};
it("x", () => {
  for (const [name, [d, ph]] of Object.entries<any>(cases)) {
    const a = architectureNamed("active-passive")!;
    try {
    const x = solved(a.design(specOf(d)).model, ph ?? {}), y = solved(a.design(specOf(own(d))).model, ph ?? {});
    console.log(name, x.states, y.states, x.down, y.down, x.down / y.down - 1);
    } catch (err) { console.log(name, String(err)); }
  }
}, 200000);
