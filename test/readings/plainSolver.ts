/** A Markov chain as a list of transitions; it starts in state 0. */
export interface Chain {
  readonly states: number;
  readonly edges: readonly { readonly from: number; readonly to: number; readonly rate: number }[];
}

/**
 * Long-run mean of a reward: what is earned from one start in state 0 to the next, over the time that takes. Every
 * other state is taken out in turn, its earnings and its time handed to the states that lead to it in proportion to
 * how often they do, so nothing is ever subtracted. State 0 must be come back to.
 */
export function longRunMean(chain: Chain, reward: Float64Array): number {
  const time = new Float64Array(chain.states).fill(1);
  const earned = reward.slice();
  takeOut(chain, [time, earned], new Uint8Array(chain.states));
  return earned[0] / time[0];
}

/** Mean of what a reward earns until a set of states is reached, by the same elimination. */
export function untilReached(chain: Chain, goal: Uint8Array, reward: Float64Array): number {
  if (goal[0] === 1) return 0;
  const earned = reward.slice();
  const left = takeOut(chain, [earned], goal);
  return earned[0] / left;
}

/**
 * Takes every state but 0 and those of `kept` out, those with the fewest neighbours first. Rewards are rates while in
 * a state; each ends up as the reward rate of state 0. Returns the rate from state 0 to the states kept.
 */
function takeOut({ states, edges }: Chain, rewards: readonly Float64Array[], kept: Uint8Array): number {
  const out = Array.from({ length: states }, () => new Map<number, number>());
  const into = Array.from({ length: states }, () => new Set<number>());
  const add = (from: number, to: number, rate: number) => {
    if (from === to || kept[from] === 1) return;
    out[from].set(to, (out[from].get(to) ?? 0) + rate);
    into[to].add(from);
  };
  for (const { from, to, rate } of edges) add(from, to, rate);
  const waiting = new Set(Array.from({ length: states }, (_, s) => s).filter((s) => s > 0 && kept[s] === 0));
  while (waiting.size > 0) {
    let next = -1;
    for (const s of waiting) {
      if (next < 0 || out[s].size * into[s].size < out[next].size * into[next].size) next = s;
    }
    waiting.delete(next);
    let leaving = 0;
    for (const rate of out[next].values()) leaving += rate;
    if (leaving === 0) {
      if (into[next].size > 0) throw new Error(`state ${next} is never left`);
      continue;
    }
    for (const from of into[next]) {
      const share = (out[from].get(next) as number) / leaving;
      out[from].delete(next);
      for (const reward of rewards) reward[from] += share * reward[next];
      for (const [to, rate] of out[next]) add(from, to, share * rate);
    }
    for (const to of out[next].keys()) into[to].delete(next);
  }
  let left = 0;
  for (const rate of out[0].values()) left += rate;
  return left;
}

/**
 * What a reward is expected to earn in `time` hours from state 0: the transition matrix and the earnings of a short
 * step by the series of uniformization, then doubled until the step is the whole time.
 */
export function expectedOver(chain: Chain, reward: Float64Array, time: number): number {
  const n = chain.states;
  const leaving = new Float64Array(n);
  for (const { from, rate } of chain.edges) leaving[from] += rate;
  const q = Math.max(...leaving, 1 / time);
  const doublings = Math.ceil(Math.log2(q * time)) + 3;
  const step = time / 2 ** doublings;
  const jump = Array.from({ length: n }, (_, s) =>
    Float64Array.from({ length: n }, (_, t) => (s === t ? 1 - leaving[s] / q : 0)),
  );
  for (const { from, to, rate } of chain.edges) jump[from][to] += rate / q;
  let power: Float64Array[] = identity(n);
  let move: Float64Array[] = Array.from({ length: n }, () => new Float64Array(n));
  let earned: Float64Array = new Float64Array(n);
  const mean = q * step;
  for (let k = 0, weight = Math.exp(-mean), more = -Math.expm1(-mean); k < 12; k++) {
    const worth = times(power, reward);
    for (let s = 0; s < n; s++) {
      earned[s] += (more / q) * worth[s];
      for (let t = 0; t < n; t++) move[s][t] += weight * power[s][t];
    }
    weight *= mean / (k + 1);
    more = tail(mean, k + 2);
    power = product(power, jump);
  }
  for (let i = 0; i < doublings; i++) {
    const later = times(move, earned);
    earned = earned.map((now, s) => now + later[s]);
    move = product(move, move).map(normal);
  }
  return earned[0];
}

/** P(Poisson(mean) ≥ k), mean below 1, as a sum of what is above. */
function tail(mean: number, k: number): number {
  let term = Math.exp(-mean);
  for (let i = 1; i <= k; i++) term *= mean / i;
  let sum = 0;
  for (let i = k + 1; i < k + 40; i++) {
    sum += term;
    term *= mean / i;
  }
  return sum;
}

const identity = (n: number): Float64Array[] =>
  Array.from({ length: n }, (_, s) => Float64Array.from({ length: n }, (_, t) => (s === t ? 1 : 0)));

function times(matrix: readonly Float64Array[], vector: Float64Array): Float64Array {
  return Float64Array.from(matrix, (row) => row.reduce((sum, x, i) => sum + x * vector[i], 0));
}

function product(a: readonly Float64Array[], b: readonly Float64Array[]): Float64Array[] {
  return a.map((row) => {
    const sum = new Float64Array(row.length);
    for (const [k, factor] of row.entries()) {
      if (factor === 0) continue;
      const other = b[k];
      for (let t = 0; t < other.length; t++) sum[t] += factor * other[t];
    }
    return sum;
  });
}

function normal(row: Float64Array): Float64Array {
  const whole = row.reduce((sum, x) => sum + x, 0);
  return row.map((x) => x / whole);
}
