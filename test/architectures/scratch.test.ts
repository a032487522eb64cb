import fc from "fast-check";
import { expect, it } from "vitest";
import { architectureNamed, ARCHITECTURES } from "../../src/architectures/registry.js";
import { levelVector } from "../../src/readings/chain.js";
import { enumerate, TooManyStates } from "../../src/readings/enumerate.js";
import { longRunMean, steadyState } from "../../src/readings/steadyState.js";
import { baseDraft, exponentialDraft, quicker, specOf, withModes } from "./specs.js";
function solved(model: any, maxStates = 1200) {
  try {
    const chain = enumerate(model, { maxStates });
    const pi = steadyState(chain);
    return Object.fromEntries(chain.levelNames.map((name, i) => [name, longRunMean(pi, levelVector(chain, i))]));
  } catch (error) {
    if (error instanceof TooManyStates) return null;
    console.log('ERR', String(error), JSON.stringify((globalThis as any).D)); return null;
  }
}
const own = (draft: any) => ({ ...draft, classes: draft.classes.flatMap((k: any) => Array.from({ length: k.count }, (_, i) => ({ ...k, name: `${k.name}${i}`, count: 1 }))) });
for (const a of ARCHITECTURES) it(`merge ${a.name}`, () => {
  let n = 0, bad = 0, seen = 0;
  const t0 = performance.now();
  for (const draft of fc.sample(exponentialDraft(a), { seed: 7, numRuns: 600 })) {
    if (performance.now() - t0 > 40000) break;
    if (!draft.classes.some(k=>k.count>1)) continue;
    seen++; (globalThis as any).D = draft;
    const x = solved(a.design(specOf(draft)).model), y = solved(a.design(specOf(own(draft))).model, 1200);
    if (!x || !y) continue;
    n++;
    const worst = Math.max(...Object.keys(x).map((k) => x[k] === 0 && y[k] === 0 ? 0 : Math.abs(x[k] / y[k] - 1)));
    if (!(worst < 1e-9) && true && bad++ < 3) console.log(a.name, worst, x.down, y.down, JSON.stringify(draft));
  }
  console.log(a.name, "seen", seen, "compared", n, "bad", bad);
}, 100000);
