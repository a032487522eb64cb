import type { Law } from "../../kernel/law.js";
import type { Stream } from "../../kernel/stream.js";
import { branchAt } from "../simulate/branchAt.js";

/** How a course draws what nobody decides. */
export interface Chance {
  /** Seconds that an activity other than a clock lasts. */
  delay(law: Law): number;
  /** Life left of clock `id`, in seconds at speed 1, given its age. */
  life(id: number, law: Law, age: number): number;
  /** Which way of a choice with these weights is taken, of which some are rare: together they have the probability `rare`. */
  branch(weights: readonly number[], rare: number): number;
  /** Uniform on (0, 1). */
  uniform(): number;
}

/** Everything as its law says. */
export function naturally(stream: Stream): Chance {
  return {
    delay: (law) => law.sample(stream),
    life: (_id, law, age) => law.residual(age, stream),
    branch: (weights) => branchAt(stream.uniform(), weights),
    uniform: () => stream.uniform(),
  };
}

/** A way of a choice that is less probable is rare: what comes of it would hardly be seen. */
const RARE = 0.1;

export const isRareWay = (weight: number): boolean => weight > 0 && weight < RARE;

/** The probability of the rare ways of a choice together; 0 where there are none, or nothing but many of them. */
export function rareShare(weights: readonly number[]): number {
  let sum = 0;
  for (const weight of weights) if (isRareWay(weight)) sum += weight;
  return sum < 0.5 ? sum : 0;
}
