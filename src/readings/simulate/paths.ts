import { Mark } from "../../cluster/vocabulary.js";
import type { Durations } from "../../kernel/estimators/durations/durations.js";
import type { Model } from "../../kernel/model.js";
import { Column, type Observation, YEAR } from "./observation.js";
import type { Listener } from "./simulation.js";

// Constants of this module, not fields of another's object: the compiler then knows their values in the hot paths.
const { FAULT, DETECTED, LOST, DECLARED, RESTORED, DATA_LOST, SPLIT, SITE_DECLARED, SITE_TAKEN } = Mark;
const {
  DATA_LOSSES,
  SPLITS,
  YEARS_VIOLATED,
  DETECTIONS,
  DETECTION_SECONDS,
  SERVICE_OUTAGES,
  SERVICE_SECONDS,
  SERVICE_SQUARES,
  RECOVERIES,
  RECOVERY_SECONDS,
  VIOLATIONS,
  VIOLATION_AHEAD,
  SITE_FAILOVERS,
  MISSION_SITE_FAILOVERS,
  MISSION_SITE_FAILED_OVER,
  MISSION_DATA_LOST,
} = Column;
const NEVER = -1;

/** What durations go to, one by one. */
export interface Collector {
  add(seconds: number): void;
}

/**
 * Figures that have a duration: from a fault to its declaration, from there to the service restored, and outages of
 * each service from beginning to end. What begins in the long run is followed to its end, past the horizon too.
 */
export class Paths<D extends Collector = Durations> implements Listener {
  readonly detection: D;
  readonly recovery: D;
  readonly outage: D;
  /** Outages of a service that are still going on and will count. */
  open = 0;

  private readonly what: Observation;
  private readonly row: Float64Array;
  private readonly marked: boolean;
  /** The long run. */
  private readonly from: number;
  private readonly end: number;
  private readonly fromDisruption: boolean;
  private readonly faultAt: Float64Array;
  private readonly lostAt: Float64Array;
  private readonly declaredAt: Float64Array;
  private readonly violatedAt: Float64Array;
  /** Of each service and whole year of the long run, the longest recovery from an outage that began in it. Seconds. */
  readonly worstOfYears: Float64Array;
  private readonly years: number;
  private lastDeclared = NEVER;
  private clock: { readonly now: number } = { now: 0 };

  constructor(
    model: Model,
    what: Observation,
    row: Float64Array,
    collect: () => D,
    years = Math.floor(what.horizon / YEAR),
  ) {
    this.detection = collect();
    this.recovery = collect();
    this.outage = collect();
    this.what = what;
    this.row = row;
    this.marked = model.services.marked;
    this.from = what.warmup;
    this.end = what.warmup + what.horizon;
    this.fromDisruption = what.rtoFrom === "disruption";
    this.faultAt = new Float64Array(Math.max(...model.layout.groups.map((group) => group.size)));
    this.lostAt = new Float64Array(model.services.count);
    this.declaredAt = new Float64Array(model.services.count);
    this.violatedAt = new Float64Array(model.services.count);
    this.years = years;
    this.worstOfYears = new Float64Array(model.services.count * years);
  }

  begin(clock: { readonly now: number }): void {
    this.clock = clock;
    this.open = 0;
    this.lastDeclared = NEVER;
    this.lostAt.fill(NEVER);
    this.violatedAt.fill(Number.NEGATIVE_INFINITY);
    this.worstOfYears.fill(0);
  }

  // Times are read off the clock rather than handed on: a number that passes through a call may be put on the heap.
  heard(mark: number, subject: number): void {
    switch (mark) {
      case FAULT:
        this.faultAt[subject] = this.clock.now;
        break;
      case DETECTED:
        this.declared(subject);
        break;
      case LOST:
        if (this.marked) this.serviceLost(subject);
        break;
      case DECLARED:
        if (this.marked && this.declaredAt[subject] === NEVER) this.declaredAt[subject] = this.clock.now;
        break;
      case RESTORED:
        if (this.marked) this.serviceRestored(subject);
        break;
      case DATA_LOST:
        if (this.counts(this.clock.now)) this.row[DATA_LOSSES]!++;
        if (this.clock.now <= this.what.horizon) this.row[MISSION_DATA_LOST] = 1;
        break;
      case SPLIT:
        if (this.counts(this.clock.now)) this.row[SPLITS]!++;
        break;
      case SITE_DECLARED:
        // From here, and not from the finding of single nodes, somebody knows that the service is to be recovered elsewhere.
        if (this.lostAt[0] !== NEVER) this.declaredAt[0] = this.clock.now;
        break;
      case SITE_TAKEN:
        this.siteTaken();
    }
  }

  private siteTaken(): void {
    const { now } = this.clock;
    if (this.counts(now)) this.row[SITE_FAILOVERS]!++;
    if (now > this.what.horizon) return;
    this.row[MISSION_SITE_FAILOVERS]!++;
    this.row[MISSION_SITE_FAILED_OVER] = 1;
  }

  /** The whole went down or came back: of a shared service that is all that counts, not the marks of its slots. */
  wholeTurned(down: boolean): void {
    if (this.marked) return;
    if (!down) {
      this.serviceRestored(0);
      return;
    }
    this.serviceLost(0);
    if (this.lastDeclared === this.clock.now) this.declaredAt[0] = this.clock.now;
  }

  finish(): void {
    const { rto } = this.what;
    let years = 0;
    for (const worst of this.worstOfYears) if (worst > rto) years++;
    this.row[YEARS_VIOLATED] = years;
  }

  private counts(time: number): boolean {
    return time >= this.from && time < this.end;
  }

  private declared(node: number): void {
    const { now } = this.clock;
    this.lastDeclared = now;
    if (!this.marked && this.lostAt[0] !== NEVER && this.declaredAt[0] === NEVER) this.declaredAt[0] = now;
    const from = this.faultAt[node]!;
    if (!this.counts(from)) return;
    this.row[DETECTIONS]!++;
    this.row[DETECTION_SECONDS]! += now - from;
    this.detection.add(now - from);
  }

  private serviceLost(service: number): void {
    const { now } = this.clock;
    this.lostAt[service] = now;
    this.declaredAt[service] = NEVER;
    if (this.counts(now)) this.open++;
  }

  private serviceRestored(service: number): void {
    const { now } = this.clock;
    const from = this.lostAt[service]!;
    if (from === NEVER) return;
    this.lostAt[service] = NEVER;
    if (!this.counts(from)) return;
    this.open--;
    if (now === from) return;
    const { row } = this;
    const seconds = now - from;
    row[SERVICE_OUTAGES]!++;
    row[SERVICE_SECONDS]! += seconds;
    row[SERVICE_SQUARES]! += seconds * seconds;
    this.outage.add(seconds);
    const declaredAt = this.declaredAt[service]!;
    const recovery = declaredAt === NEVER ? seconds : now - declaredAt;
    row[RECOVERIES]!++;
    row[RECOVERY_SECONDS]! += recovery;
    this.recovery.add(recovery);
    this.charge(service, from, this.fromDisruption ? seconds : recovery);
  }

  private violated(service: number, at: number): void {
    const { row, violatedAt } = this;
    row[VIOLATIONS]!++;
    row[VIOLATION_AHEAD]! += Math.min(1, (at - violatedAt[service]!) / YEAR);
    violatedAt[service] = at;
  }

  private charge(service: number, from: number, seconds: number): void {
    if (seconds > this.what.rto) this.violated(service, from);
    const year = Math.floor((from - this.from) / YEAR);
    if (year >= this.years) return;
    const at = service * this.years + year;
    if (seconds > this.worstOfYears[at]!) this.worstOfYears[at] = seconds;
  }
}
