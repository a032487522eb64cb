import { reversed, type Transitions } from "../enumerate/chain.js";
import { dot, type Elapsed } from "./elapsed.js";
import { jumpsOf, normalised, poisson } from "./jumps.js";

/** Jumps taken together: the more, the fewer are looked at in vain; e⁻⁵¹² is not yet too small. */
const JUMPS_A_STEP = 512;

/** Follows a chain jump by jump. It only adds positive numbers; its work is the edges times the jumps. */
export function byUniformization(chain: Transitions, time: number, rewards: readonly Float64Array[]): Elapsed {
  const { rate, staying, taking } = jumpsOf(chain);
  const into = reversed({ ...chain, rate: taking });
  const gained = rewards.map((reward) => (rate === 0 ? reward[0]! * time : 0));
  let now: Float64Array = new Float64Array(chain.states);
  now[0] = 1;
  const steps = Math.ceil((rate * time) / JUMPS_A_STEP);
  const { at, above } = poisson(steps === 0 ? 0 : (rate * time) / steps);
  for (let step = 0; step < steps; step++) {
    const next = new Float64Array(chain.states);
    let jumped = now;
    for (const [k, share] of at.entries()) {
      if (k > 0) jumped = jump(into, staying, jumped);
      for (let s = 0; s < next.length; s++) next[s]! += share * jumped[s]!;
      for (const [r, reward] of rewards.entries()) gained[r]! += (above[k]! / rate) * dot(jumped, reward);
    }
    now = normalised(next);
  }
  return { gained, chances: now };
}

function jump({ firstEdge, target: source, rate: taking }: Transitions, staying: Float64Array, from: Float64Array) {
  const to = new Float64Array(staying.length);
  for (let s = 0; s < to.length; s++) {
    let sum = from[s]! * staying[s]!;
    const end = firstEdge[s + 1]!;
    for (let e = firstEdge[s]!; e < end; e++) sum += from[source[e]!]! * taking[e]!;
    to[s] = sum;
  }
  return to;
}
