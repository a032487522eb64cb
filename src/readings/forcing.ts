import type { Law } from "../kernel/law.js";
import type { Mixture } from "../kernel/laws/mixture.js";
import type { Shifted } from "../kernel/laws/shifted.js";
import { exp, log, log1p } from "../kernel/maths.js";
import type { Stream } from "../kernel/stream.js";
import type { Chance } from "./chance.js";
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
 * The chance of a branch: hazards of clocks are multiplied, so that another fault comes before the next long repair ends
 * with the chance asked for, and long repairs are drawn half from their law and half from its length-biased one. The
 * weight is the likelihood ratio of what has happened so far. Deterministic timers are never touched.
 *
 * A clock with hazard h runs at κh: the ratio gains exp((κ − 1)·ΔH) while it ticks and 1/κ when it strikes. κ is fixed at
 * an event and kept until a long repair or a clock begins or ends, so it never looks ahead.
 * Sources: Heidelberger, Shahabuddin, Nicola, ACM TOMACS 4, 1994 (exponential transformation of hazards); Nicola,
 * Shahabuddin, Heidelberger, Glynn, FTCS-23, 1993 (branches for the numerator); Shahabuddin, Management Science 40, 1994
 * (balanced failure biasing).
 */
export class Forcing implements Chance {
  on = false;
  private readonly course: Course;
  private readonly stream: Stream;
  private readonly reach: number;
  private readonly push: Push;
  private logRatio = 0;
  private readonly target: number;
  private readonly kappa: Float64Array;
  /** Cumulative hazard of each pushed clock when last settled, and over the window to come. */
  private readonly hazard: Float64Array;
  private readonly ahead: Float64Array;
  private readonly samplers = new Map<Law, Sampler | null>();
  private readonly smooth = new Map<Law, boolean>();
  private until = 0;
  private stale = false;
  /** Has the present event drawn a length-biased delay? One is enough: many at once (a common cause) would only add spread. */
  private stretched = false;

  /** `reach` is the mean length of an excursion in seconds: what to push towards while no long activity is pending. */
  constructor(course: Course, stream: Stream, reach: number, push: Push) {
    this.course = course;
    this.stream = stream;
    this.reach = reach;
    this.push = push;
    this.target = -log1p(-push.force);
    this.kappa = new Float64Array(course.law.length);
    this.hazard = new Float64Array(course.law.length);
    this.ahead = new Float64Array(course.law.length);
  }

  /** The likelihood ratio of the branch up to now. */
  get weight(): number {
    return exp(this.logRatio);
  }

  /** A new branch: the course stands just before its first fault. */
  begin(): void {
    this.on = true;
    this.logRatio = 0;
    this.until = -1;
    this.stale = true;
    this.kappa.fill(1);
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
    this.logRatio -= log(0.5 + (0.5 * seconds) / law.mean);
    return seconds;
  }

  life(id: number, law: Law, age: number): number {
    this.kappa[id] = 1;
    if (!this.on || !this.isSmooth(law)) return law.residual(age, this.stream);
    this.stale = true;
    return Number.POSITIVE_INFINITY;
  }

  uniform(): number {
    return this.stream.uniform();
  }

  /** Brings the ratio up to now, when activity `next` is about to happen. */
  settle(next: number): void {
    const { course, kappa, hazard } = this;
    this.stretched = false;
    for (let i = 0; i < course.runs; i++) {
      const id = course.running[i]!;
      if (course.isClock[id] === 0 || kappa[id] === 1) continue;
      const reached = course.law[id]!.cumulativeHazard(course.ageAt(id, course.now));
      this.logRatio += (kappa[id]! - 1) * (reached - hazard[id]!);
      hazard[id] = reached;
    }
    if (course.isClock[next] === 1 && kappa[next] !== 1)
      this.logRatio += log((this.push.misweight ?? 1) / kappa[next]!);
  }

  /** After an event: pushes anew where the next long activity ends at another time, or a clock is new. */
  renew(): void {
    const end = this.endOfWindow();
    if (!this.stale && end === this.until) return;
    this.stale = false;
    this.until = end;
    const anchored = end < Number.POSITIVE_INFINITY;
    this.pushAll(anchored ? end - this.course.now : this.reach, anchored);
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

  private pushAll(window: number, anchored: boolean): void {
    const { course, ahead, hazard, kappa } = this;
    let total = 0;
    let count = 0;
    for (let i = 0; i < course.runs; i++) {
      const id = course.running[i]!;
      ahead[id] = 0;
      if (course.isClock[id] === 0 || course.speed[id] === 0 || !this.isSmooth(course.law[id]!)) continue;
      const law = course.law[id]!;
      const age = course.ageAt(id, course.now);
      hazard[id] = law.cumulativeHazard(age);
      const more = law.cumulativeHazard(age + window * course.speed[id]!) - hazard[id]!;
      ahead[id] = more;
      if (!(more > 0)) continue;
      total += more;
      count++;
    }
    const { balance } = this.push;
    for (let i = 0; i < course.runs; i++) {
      const id = course.running[i]!;
      if (course.isClock[id] === 0 || course.speed[id] === 0 || !this.isSmooth(course.law[id]!)) continue;
      const share = ahead[id]! > 0 ? balance / (count * ahead[id]!) + (1 - balance) / total : 0;
      const factor = total < this.target ? Math.max(1, this.target * share) : 1;
      kappa[id] = factor;
      const budget = this.stream.exponential() / factor;
      if (anchored && budget > ahead[id]!) {
        course.dueAt[id] = Number.POSITIVE_INFINITY;
        continue;
      }
      const age = course.ageAt(id, course.now);
      const left = Math.max(0, course.law[id]!.inverseHazard(hazard[id]! + budget) - age);
      course.dueAt[id] = course.now + left / course.speed[id]!;
    }
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

/** Does the law have a hazard that can be multiplied, no value having a chance of its own? */
export function hasHazard(law: Law): boolean {
  switch (law.kind) {
    case "exponential":
      return Number.isFinite(law.mean);
    case "weibull":
    case "lognormal":
    case "gamma":
    case "hyperexponential":
    case "uniform":
      return true;
    case "mixture":
      return (law as Mixture).parts.every((part) => hasHazard(part.law));
    case "shifted":
      return hasHazard((law as Shifted).law);
    default:
      return false;
  }
}
