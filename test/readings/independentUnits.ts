import type { Chain } from "../../src/readings/enumerate/chain.js";
import { preciseGain } from "./preciseMission.js";
import { chainOf, type Edge, transitions } from "./transitions.js";

/** Units that fail and are mended each by itself; in seconds. All is down while more than `spare` of a group are broken. */
export interface Group {
  readonly units: number;
  readonly life: number;
  readonly repair: number;
  readonly spare: number;
}

/** Groups side by side: a state says how many are broken in each. */
export function independent(groups: readonly Group[]): Chain {
  const size = groups.reduce((product, { units }) => product * (units + 1), 1);
  const stride = groups.map((_, g) => groups.slice(0, g).reduce((product, { units }) => product * (units + 1), 1));
  const broken = (s: number, g: number) => Math.floor(s / stride[g]) % (groups[g].units + 1);
  const edges: Edge[] = [];
  for (let s = 0; s < size; s++) {
    for (const [g, { units, life, repair }] of groups.entries()) {
      const k = broken(s, g);
      if (k < units) edges.push([s, s + stride[g], (units - k) / life]);
      if (k > 0) edges.push([s, s - stride[g], k / repair]);
    }
  }
  return chainOf(transitions(size, edges), (s) => groups.some(({ spare }, g) => broken(s, g) > spare));
}

/** P(down) at time t after all were new: a unit is broken with q = a/(a + m) · (1 − e^(−(a + m)t)), all independently. */
function downAt(groups: readonly Group[], t: number): number {
  let down = 0;
  for (const { units, life, repair, spare } of groups) {
    const q = (repair / (life + repair)) * -Math.expm1(-(1 / life + 1 / repair) * t);
    let ways = 1;
    let more = 0;
    for (let k = 0; k <= units; k++) {
      if (k > 0) ways *= (units - k + 1) / k;
      if (k > spare) more += ways * q ** k * (1 - q) ** (units - k);
    }
    down += more * (1 - down);
  }
  return down;
}

/** Expected downtime in [0, time]: ∫ P(down) by Gauss and Legendre's rule of eight points in pieces that grow by 4 %. */
export function expectedDowntime(groups: readonly Group[], time: number): number {
  let sum = 0;
  for (let to = time; to > time * 1e-20; to /= 1.04) {
    const from = to / 1.04;
    for (const [x, weight] of GAUSS) {
      for (const sign of [-1, 1])
        sum += (weight * (to - from) * downAt(groups, (from + to) / 2 + (sign * x * (to - from)) / 2)) / 2;
    }
  }
  return sum;
}

/** Abramowitz and Stegun, table 25.4, n = 8. */
const GAUSS = [
  [0.1834346424956498, 0.362683783378362],
  [0.525532409916329, 0.3137066458778873],
  [0.7966664774136267, 0.2223810344533745],
  [0.9602898564975363, 0.1012285362903763],
] as const;

/** P(an outage by `time`): of no group by itself, each of them solved in integers of 900 digits. */
export function outageBy(groups: readonly Group[], time: number): number {
  let any = 0;
  for (const { units, life, repair, spare } of groups) {
    const edges: Edge[] = [];
    for (let k = 0; k <= spare; k++) {
      edges.push([k, k + 1, (units - k) / life]);
      if (k > 0) edges.push([k, k - 1, k / repair]);
    }
    const into = new Float64Array(spare + 2);
    into[spare] = (units - spare) / life;
    any += preciseGain(transitions(spare + 2, edges), time, into) * (1 - any);
  }
  return any;
}
