import { accelerate, acceleratedUnavailability } from "../src/study/accelerated.js";
import { ORACLES } from "../test/readings/rareOracles.js";

const only = process.argv[2] ?? "";
const K = Number(process.argv[3] ?? 40);
const prec = Number(process.argv[4] ?? 0.05);
const mis = Number(process.argv[5] ?? 1);
const reps = process.argv[6] ? Number(process.argv[6]) : "auto";
let all = 0,
  n = 0;
for (const o of ORACLES.filter((o) => o.name.includes(only))) {
  let s = 0,
    s2 = 0,
    cov = 0,
    mx = 0,
    ratio = 0,
    doubt = 0;
  const t0 = process.cpuUsage().user;
  for (let k = 0; k < K; k++) {
    const a = accelerate(
      o.model,
      { warmup: o.warmup, horizon: 1, rto: Infinity, rtoFrom: "disruption" },
      { seed: `k${k}`, replications: reps as any, precision: prec, maxEvents: 20e6, level: 0.95 },
      {
        force: Number(process.env.FORCE ?? 0.8),
        balance: Number(process.env.BAL ?? 0.5),
        branches: Number(process.env.B ?? 2),
        misweight: mis,
      },
    );
    if ("refused" in a) {
      console.log(o.name, a.refused);
      break;
    }
    const u = acceleratedUnavailability(a, 0.95);
    const z = (u.mean! - o.exact) / ((u.high - u.mean!) / 1.97);
    s += z;
    s2 += z * z;
    if (Math.abs(z) > mx) mx = Math.abs(z);
    if (u.low <= o.exact && o.exact <= u.high) cov++;
    ratio += u.mean! / o.exact;
    if (a.doubts.length) doubt++;
  }
  const sec = (process.cpuUsage().user - t0) / 1e6 / K;
  all += s2;
  n += K;
  console.log(
    o.name.padEnd(42),
    o.exact.toExponential(3),
    "mean z",
    (s / K).toFixed(2).padStart(6),
    "z2",
    (s2 / K).toFixed(2),
    "max",
    mx.toFixed(2),
    "cover",
    ((100 * cov) / K).toFixed(1),
    "ratio",
    (ratio / K).toFixed(4),
    "sec",
    sec.toFixed(3),
    "doubts",
    doubt,
  );
}
console.log("mean z2 all", (all / n).toFixed(3));
