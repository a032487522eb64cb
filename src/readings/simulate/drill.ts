import { Mark } from "../../cluster/vocabulary.js";
import type { Model } from "../../kernel/model.js";
import type { World } from "../../kernel/world.js";
import { type Ear, overheard } from "./overheard.js";
import { type Appointment, scheduled, withoutClocks } from "./schedule.js";
import { Simulation } from "./simulation.js";

/** One fault of an experiment as it went. Seconds from the start; +Infinity: it never came. */
export interface FaultPlayed {
  /** Which strike. */
  readonly strike: number;
  readonly at: number;
  /** Members that were struck, and how many of them it took down. */
  readonly hit: readonly number[];
  readonly downed: number;
  /** When the last of those it took down was declared, or, where it took none down, when members found themselves in other groups. */
  readonly detected: number;
  /**
   * When as much was carried again as just before it: at once, when it took nothing. What it takes later (a partition that
   * is noticed) counts for the latest fault, once.
   */
  readonly recovered: number;
}

/** The levels of a model over time: they are rows[i] from times[i] until times[i + 1]. */
export interface Trajectory {
  readonly times: readonly number[];
  readonly rows: readonly Float64Array[];
  /** Where the last row ends. */
  readonly end: number;
}

export interface Playing {
  readonly faults: readonly FaultPlayed[];
  readonly trajectory: Trajectory;
  /** When data was lost, while the experiment lasted. */
  readonly dataLosses: readonly number[];
  /** False when a recovery was still to come when the playing was given up for its length. */
  readonly over: boolean;
}

/** An experiment on a model, which need not be one of a cluster. */
export interface DrillPlan<W extends World> {
  readonly model: Model<W>;
  /** The activity whose subjects are the strikes. */
  readonly strike: number;
  /** Index of the level that says how much the service carries. */
  readonly carried: number;
  readonly appointments: readonly Appointment[];
  /** Seconds; recoveries that come later are followed to their end. */
  readonly lasts: number;
  /** Do failure clocks run as well? */
  readonly background: boolean;
}

interface OpenFault {
  readonly strike: number;
  readonly at: number;
  readonly hit: number[];
  /** Down and not declared yet. */
  readonly unseen: Set<number>;
  readonly before: number;
  downed: number;
  detected: number;
  recovered: number;
  /** What it took later has been counted. */
  late: boolean;
}

const NEVER = Number.POSITIVE_INFINITY;
const MOST_EVENTS = 1_000_000;

/** The drill reading: plays replications of a model under a schedule; a storyteller may listen. It knows marks and levels, and no clusters. */
export class DrillReading<W extends World> {
  readonly simulation: Simulation<W>;
  private readonly plan: DrillPlan<W>;
  private readonly row: Float64Array;
  private faults: OpenFault[] = [];
  private dataLosses: number[] = [];
  private times: number[] = [];
  private rows: Float64Array[] = [];
  /** The fault whose handler is at work. */
  private striking: OpenFault | undefined;
  private teller: Ear<W> = {};

  constructor(plan: DrillPlan<W>, master: Int32Array) {
    this.plan = plan;
    this.row = new Float64Array(plan.model.levels.length);
    const model = overheard(plan.background ? plan.model : withoutClocks(plan.model), {
      before: (activity, subject, world) => {
        if (activity === plan.strike) this.begin(subject);
        this.teller.before?.(activity, subject, world);
      },
      after: (activity, subject, world) => {
        this.striking = undefined;
        this.teller.after?.(activity, subject, world);
      },
    });
    this.simulation = new Simulation(scheduled(model, plan.appointments), master);
    this.simulation.listener = { heard: (mark, subject) => this.heard(mark, subject) };
  }

  /** Plays one replication. `settled` is called whenever time is about to move on. */
  play(replication: number, teller: Ear<W> = {}, settled: () => void = () => {}): Playing {
    const { simulation, plan } = this;
    this.faults = [];
    this.dataLosses = [];
    this.times = [];
    this.rows = [];
    this.teller = teller;
    simulation.reset(replication);
    this.look();
    settled();
    while (simulation.due < plan.lasts && simulation.events < MOST_EVENTS) {
      simulation.step();
      this.look();
      settled();
    }
    const trajectory = { times: this.times, rows: this.rows, end: plan.lasts };
    this.follow(settled);
    return { faults: this.faults, trajectory, dataLosses: this.dataLosses, over: this.isOver() };
  }

  /** After the experiment: no more strikes count, but what they did may still be mended. */
  private follow(settled: () => void): void {
    const { simulation } = this;
    while (!this.isOver() && simulation.events < MOST_EVENTS) {
      simulation.step();
      this.recoveries();
      settled();
    }
  }

  private isOver(): boolean {
    return this.simulation.due === NEVER || this.faults.every((fault) => fault.recovered < NEVER);
  }

  private begin(strike: number): void {
    const { now } = this.simulation;
    const before = this.row[this.plan.carried]!;
    this.striking = {
      strike,
      at: now,
      hit: [],
      unseen: new Set(),
      before,
      downed: 0,
      detected: NEVER,
      recovered: NEVER,
      late: false,
    };
    if (now < this.plan.lasts) this.faults.push(this.striking);
  }

  private heard(mark: number, subject: number): void {
    const { now } = this.simulation;
    if (mark === Mark.STRUCK) this.striking?.hit.push(subject);
    else if (mark === Mark.FAULT) this.tookDown(subject);
    else if (mark === Mark.REGROUPED) this.regrouped();
    else if (mark === Mark.DATA_LOST && now < this.plan.lasts) this.dataLosses.push(now);
    else if (mark === Mark.DETECTED) for (const fault of this.faults) declared(fault, subject, now);
  }

  private regrouped(): void {
    const latest = this.faults.at(-1);
    if (latest && latest.downed === 0 && latest.detected === NEVER) latest.detected = this.simulation.now;
  }

  private tookDown(member: number): void {
    if (!this.striking) return;
    this.striking.downed++;
    this.striking.unseen.add(member);
  }

  /** Notes the levels after everything of one moment has happened. */
  private look(): void {
    this.recoveries();
    const { row, times, rows, simulation } = this;
    if (rows.length > 0 && same(row, rows[rows.length - 1]!)) return;
    if (times.at(-1) === simulation.now) {
      times.pop();
      rows.pop();
    }
    times.push(simulation.now);
    rows.push(row.slice());
  }

  private recoveries(): void {
    const { simulation, row, plan } = this;
    simulation.model.measure(simulation.world, row);
    const carried = row[plan.carried]!;
    const latest = this.faults.at(-1);
    if (latest && carried < latest.before && latest.recovered === latest.at && !latest.late) {
      latest.late = true;
      latest.recovered = NEVER;
    }
    for (const fault of this.faults) {
      if (fault.recovered === NEVER && carried >= fault.before) fault.recovered = simulation.now;
    }
  }
}

function same(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function declared(fault: OpenFault, subject: number, now: number): void {
  if (fault.unseen.delete(subject) && fault.unseen.size === 0) fault.detected = now;
}
