import type { Law } from "../../kernel/law.js";
import type { Mixture } from "../../kernel/laws/made/mixture.js";
import type { Shifted } from "../../kernel/laws/made/shifted.js";
import { exp, log, log1p } from "../../kernel/maths.js";
import type { Stream } from "../../kernel/stream.js";
import { branchAt } from "../simulate/branchAt.js";
import { type Chance, isRareWay } from "./chance.js";
import type { Course } from "./course.js";
import { lengthBiased, type Sampler } from "./lengthBiased.js";

/** How hard a branch is pushed towards further faults. Any values give unbiased results; they decide the spread. */
export interface Push {
  /** Chance of a further fault before the next repair ends, in (0, 1). */
  readonly force: number;
  /** Share of that chance which is spread evenly over the clocks; the rest is in proportion to their hazards. */
  readonly balance: number;
  /** Multiplies every likelihood ratio per firing: 1. Other values are wrong, so that tests can see it noticed. */
  readonly misweight?: number;
}

export const PUSH: Push = { force: 0.9, balance: 0.5 };

/** An activity counts as long, and its end as what to push towards, when its mean is at least the longest over this. */
const LONG = 16;

/**
 * The chance of a branch: with the probability asked for, another fault comes before the next long repair ends, and long
 * repairs are drawn half from their law and half from its length-biased one; rare ways of choices, such as a takeover that does
 * not work, are taken more often. The weight is the likelihood ratio of what has happened so far. Timers that are short next to
 * an excursion are never touched.
 *
 * A plan is made at an event and kept until a long repair ends or a clock changes, so it never looks ahead. With probability
 * b it lets clock j strike, chosen with pⱼ, at an age drawn by its own hazard within the window; else nothing strikes in
 * the window. With Hⱼ the hazard of clock j since the plan was made, Wⱼ over its window, H = ΣHⱼ, the ratio is
 * e^(−H)·Wⱼ/(b·pⱼ) when j strikes, the same for early and late, and e^(−H)/(1 − b·Σpⱼ·Hⱼ/Wⱼ) while nothing has.
 * Sources: forcing, E. E. Lewis, F. Böhm, Nuclear Engineering and Design 77, 1984; branches for the numerator, Nicola,
 * Shahabuddin, Heidelberger, Glynn, FTCS-23, 1993; balance, P. Shahabuddin, Management Science 40, 1994.
 */
export class Forcing implements Chance {
  on = false;
  /** When the plan ends; +Infinity where nothing is pushed. */
  until = 0;

  private readonly course: Course;
  private readonly stream: Stream;
  private readonly reach: number;
  private readonly push: Push;
  private readonly target: number;
  /** Logarithm of the ratio: when the plan was made, and now. */
  private logBefore = 0;
  private logRatio = 0;
  /** The clocks of the plan: how many, which, their hazards when it was made and over its window, their chances. */
  private planned = 0;
  private readonly ids: Int32Array;
  private readonly hazard: Float64Array;
  private readonly ahead: Float64Array;
  private readonly chance: Float64Array;
  /** The clock that strikes, as a place in the plan; −1 when none does. */
  private striker = -1;
  private end = 0;
  private changes = -1;
  /** Has the present event drawn a length-biased delay? One is enough: many at once (a common cause) would only add spread. */
  private stretched = false;
  /** Choices with a rare way that the branch has met. */
  private choices = 0;
  private readonly samplers = new Map<Law, Sampler | null>();
  private readonly smooth = new Map<Law, boolean>();

  /** `reach` is the mean length of an excursion in seconds: what to push towards while no long activity is pending. */
  constructor(course: Course, stream: Stream, reach: number, push: Push) {
    this.course = course;
    this.stream = stream;
    this.reach = reach;
    this.push = push;
    this.target = -log1p(-push.force);
    const size = course.law.length;
    this.ids = new Int32Array(size);
    this.hazard = new Float64Array(size);
    this.ahead = new Float64Array(size);
    this.chance = new Float64Array(size);
  }

  /** The likelihood ratio of the branch up to now. */
  get weight(): number {
    return exp(this.logRatio);
  }

  /** A new branch: the course stands just before its first fault. */
  begin(): void {
    this.on = true;
    this.logBefore = 0;
    this.logRatio = 0;
    this.planned = 0;
    this.changes = -1;
    this.stretched = false;
    this.choices = 0;
    const { course } = this;
    for (let i = 0; i < course.runs; i++) {
      const id = course.running[i]!;
      if (!this.isSmooth(course.law[id]!)) course.redraw(id);
    }
  }

  delay(law: Law): number {
    if (!this.on || this.stretched || law.mean * LONG < this.reach) return law.sample(this.stream);
    const longer = this.samplerOf(law);
    if (longer === null) return law.sample(this.stream);
    this.stretched = true;
    const seconds = this.stream.uniform() < 0.5 ? law.sample(this.stream) : longer(this.stream);
    this.weigh(1 / (0.5 + (0.5 * seconds) / law.mean));
    return seconds;
  }

  private weigh(ratio: number): void {
    const gain = log(ratio);
    this.logRatio += gain;
    this.logBefore += gain;
  }

  life(_id: number, law: Law, age: number): number {
    if (!this.on || !this.isSmooth(law)) return law.residual(age, this.stream);
    return Number.POSITIVE_INFINITY;
  }

  /** The k-th choice of a branch goes a rare way with a probability of at least 1/2k, so that not every one that does not costs half. */
  branch(weights: readonly number[], rare: number): number {
    const { stream } = this;
    if (!this.on) return branchAt(stream.uniform(), weights);
    const chance = Math.max(rare, 1 / (2 * ++this.choices));
    const isRare = stream.uniform() < chance;
    this.weigh(isRare ? rare / chance : (1 - rare) / (1 - chance));
    const share = isRare ? rare : 1 - rare;
    return branchAt(
      stream.uniform(),
      weights.map((weight) => (isRareWay(weight) === isRare ? weight / share : 0)),
    );
  }

  uniform(): number {
    return this.stream.uniform();
  }

  /** Brings the ratio up to now, when activity `next` is about to happen (−1: none). */
  settle(next: number): void {
    this.stretched = false;
    if (this.planned === 0) return;
    const { course, ids, hazard, ahead, chance, striker } = this;
    let total = 0;
    let passed = 0;
    for (let k = 0; k < this.planned; k++) {
      const id = ids[k]!;
      const since = Math.max(0, course.law[id]!.cumulativeHazard(course.ageAt(id, course.now)) - hazard[k]!);
      total += since;
      passed += (chance[k]! * since) / ahead[k]!;
    }
    const { force, misweight = 1 } = this.push;
    this.logRatio =
      this.logBefore -
      total +
      (striker >= 0 && next === ids[striker]
        ? log((misweight * ahead[striker]!) / (force * chance[striker]!))
        : -log1p(-force * Math.min(1, passed)));
  }

  /** After an event: plans anew where the next long activity ends at another time, or a clock has changed. */
  renew(): void {
    const end = this.endOfWindow();
    const { course } = this;
    if (course.clockChanges === this.changes && end === this.end && course.now < this.until) return;
    this.changes = course.clockChanges;
    this.end = end;
    this.logBefore = this.logRatio;
    this.plan(end < Number.POSITIVE_INFINITY ? end : course.now + this.reach);
  }

  /** Is every pending timer long? Then what is down stays down. */
  lasting(): boolean {
    const { course } = this;
    const least = this.longest() / LONG;
    for (let i = 0; i < course.runs; i++) {
      const id = course.running[i]!;
      if (course.isClock[id] === 0 && course.law[id]!.mean < least) return false;
    }
    return true;
  }

  /** From here on everything follows its own law; the ratio stays. */
  stop(): void {
    const { course } = this;
    this.on = false;
    this.planned = 0;
    this.until = Number.POSITIVE_INFINITY;
    for (let i = 0; i < course.runs; i++) {
      const id = course.running[i]!;
      if (course.isClock[id] === 1) course.redraw(id);
    }
  }

  private longest(): number {
    const { course } = this;
    let longest = this.reach;
    for (let i = 0; i < course.runs; i++) {
      const id = course.running[i]!;
      if (course.isClock[id] === 0) longest = Math.max(longest, course.law[id]!.mean);
    }
    return longest;
  }

  /** When the next of the long activities ends; +Infinity when none is pending. */
  private endOfWindow(): number {
    const { course } = this;
    const least = this.longest() / LONG;
    let end = Number.POSITIVE_INFINITY;
    for (let i = 0; i < course.runs; i++) {
      const id = course.running[i]!;
      if (course.isClock[id] === 0 && course.law[id]!.mean >= least) end = Math.min(end, course.dueAt[id]!);
    }
    return end;
  }

  private plan(until: number): void {
    const { course, ids, hazard, ahead, chance } = this;
    this.until = until;
    this.striker = -1;
    let total = 0;
    let count = 0;
    for (let i = 0; i < course.runs; i++) {
      const id = course.running[i]!;
      if (course.isClock[id] === 0 || course.speed[id] === 0 || !this.isSmooth(course.law[id]!)) continue;
      course.dueAt[id] = Number.POSITIVE_INFINITY;
      const law = course.law[id]!;
      const reached = law.cumulativeHazard(course.ageAt(id, course.now));
      const more = law.cumulativeHazard(course.ageAt(id, until)) - reached;
      if (!(more > 0)) continue;
      ids[count] = id;
      hazard[count] = reached;
      ahead[count] = more;
      total += more;
      count++;
    }
    if (total >= this.target) return this.leaveAlone(count);
    this.planned = count;
    const { balance, force } = this.push;
    for (let k = 0; k < count; k++) chance[k] = balance / count + ((1 - balance) * ahead[k]!) / total;
    if (count > 0 && this.stream.uniform() < force) this.letStrike();
  }

  /** Faults come often enough as it is: nothing is pushed until the next plan. */
  private leaveAlone(count: number): void {
    this.planned = 0;
    this.until = Number.POSITIVE_INFINITY;
    for (let k = 0; k < count; k++) {
      const id = this.ids[k]!;
      const { course } = this;
      const age = course.ageAt(id, course.now);
      course.dueAt[id] = course.now + course.law[id]!.residual(age, this.stream) / course.speed[id]!;
    }
  }

  private letStrike(): void {
    const { course, ids, hazard, ahead, chance, stream } = this;
    let left = stream.uniform();
    let k = 0;
    while (k < this.planned - 1 && left >= chance[k]!) left -= chance[k++]!;
    const id = ids[k]!;
    const age = course.ageAt(id, course.now);
    const reached = course.law[id]!.inverseHazard(hazard[k]! + stream.uniform() * ahead[k]!);
    this.striker = k;
    course.dueAt[id] = Math.min(this.until, course.now + Math.max(0, reached - age) / course.speed[id]!);
  }

  private samplerOf(law: Law): Sampler | null {
    let sampler = this.samplers.get(law);
    if (sampler === undefined) {
      sampler = lengthBiased(law);
      this.samplers.set(law, sampler);
    }
    return sampler;
  }

  private isSmooth(law: Law): boolean {
    let smooth = this.smooth.get(law);
    if (smooth === undefined) {
      smooth = hasHazard(law);
      this.smooth.set(law, smooth);
    }
    return smooth;
  }
}

/** On a lattice, as of heartbeats, where each moment alone has so small a chance, the hazard that jumps by it is as good as a smooth one, to as many digits. */
const SELDOM = 1e-4;

/**
 * Does the law have a hazard that can be multiplied? Not where a value has a chance of its own, and not where life ends
 * for certain (uniform): the hazard grows past all bounds there, and so would the variance of the weights.
 */
export function hasHazard(law: Law): boolean {
  switch (law.kind) {
    case "exponential":
      return Number.isFinite(law.mean);
    case "weibull":
    case "lognormal":
    case "gamma":
    case "hyperexponential":
      return true;
    case "mixture":
      return (law as Mixture).parts.every((part) => hasHazard(part.law));
    case "shifted":
      return hasHazard((law as Shifted).law);
    default:
      return law.lattice !== undefined && law.lattice < SELDOM * law.mean;
  }
}
