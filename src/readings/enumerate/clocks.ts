import type { Law } from "../../kernel/law.js";
import type { Approximation } from "./chain.js";
import { type PhaseChoice, type StandIn, standIn } from "./standIns.js";
import { Words } from "./words.js";

/** A law of one kind of activity, and the phases that stand in for it. */
interface Entry {
  readonly activity: number;
  readonly law: Law;
  readonly standIn: StandIn;
}

/** Not pending. */
export const STILL = -1;

/**
 * What may be pending in a state of the chain: an activity's law, the phase it is in and the speed at which it ages.
 * Each such triple met is a clock with a number, so that what is pending for an activity is one integer.
 */
export class Clocks {
  readonly entries: Entry[] = [];
  /** Of each clock: its entry, its phase, its speed, and the rate per second at which the phase ends. */
  readonly entryOf: number[] = [];
  readonly phaseOf: number[] = [];
  readonly speedOf: number[] = [];
  readonly rateOf: number[] = [];
  private readonly known: Map<Law, number>[];
  private readonly speeds: number[] = [];
  private readonly words = new Words();
  private readonly word = new Int32Array(3);

  /** @param names names of the activities */
  constructor(
    private readonly names: readonly string[],
    private readonly choice: PhaseChoice,
  ) {
    this.known = names.map(() => new Map<Law, number>());
  }

  /** The entry of a law of an activity. */
  entry(activity: number, law: Law): number {
    const known = this.known[activity]!.get(law);
    if (known !== undefined) return known;
    const entry = this.entries.push({ activity, law, standIn: standIn(law, this.names[activity]!, this.choice) }) - 1;
    this.known[activity]!.set(law, entry);
    return entry;
  }

  /** The clock of an entry in a phase, ageing at a speed. */
  clock(entry: number, phase: number, speed: number): number {
    this.word[0] = entry;
    this.word[1] = phase;
    this.word[2] = this.speedIndex(speed);
    const clock = this.words.numberOf(this.word, 0, 3);
    if (clock === this.entryOf.length) {
      this.entryOf.push(entry);
      this.phaseOf.push(phase);
      this.speedOf.push(speed);
      this.rateOf.push(this.entries[entry]!.standIn.phases.rates[phase]! * speed);
    }
    return clock;
  }

  /** The same clock at another speed. */
  atSpeed(clock: number, speed: number): number {
    return this.clock(this.entryOf[clock]!, this.phaseOf[clock]!, speed);
  }

  /** The clock when its phase ends; STILL when the activity ends with it. */
  next(clock: number): number {
    const entry = this.entryOf[clock]!;
    const phase = this.entries[entry]!.standIn.phases.next[this.phaseOf[clock]!]!;
    return phase < 0 ? STILL : this.clock(entry, phase, this.speedOf[clock]!);
  }

  /** How many phases the law of an entry has under another choice. */
  phasesWith(entry: number, choice: PhaseChoice): number {
    const { activity, law } = this.entries[entry]!;
    return standIn(law, this.names[activity]!, choice).phases.rates.length;
  }

  /** The laws that something stands in for, each once. */
  approximations(): Approximation[] {
    const list = this.entries.flatMap(({ activity, law, standIn: { by } }) =>
      by ? [{ activity: this.names[activity]!, kind: law.kind, by }] : [],
    );
    return list.filter((a, i) => list.findIndex((b) => b.activity === a.activity && b.kind === a.kind) === i);
  }

  private speedIndex(speed: number): number {
    const known = this.speeds.indexOf(speed);
    return known >= 0 ? known : this.speeds.push(speed) - 1;
  }
}
