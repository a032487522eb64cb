import type { Law } from "../kernel/law.js";
import type { Stream } from "../kernel/stream.js";

/** How a course draws what nobody decides. */
export interface Chance {
  /** Seconds that an activity other than a clock lasts. */
  delay(law: Law): number;
  /** Life left of clock `id`, in seconds at speed 1, given its age. */
  life(id: number, law: Law, age: number): number;
  /** Uniform on (0, 1). */
  uniform(): number;
}

/** Everything as its law says. */
export function naturally(stream: Stream): Chance {
  return {
    delay: (law) => law.sample(stream),
    life: (_id, law, age) => law.residual(age, stream),
    uniform: () => stream.uniform(),
  };
}
