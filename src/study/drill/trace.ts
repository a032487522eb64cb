import type { Design } from "../../architectures/architecture.js";
import { type ClusterModel, isClusterModel } from "../../cluster/model.js";
import { allWell, Storyteller, statusOf } from "../../cluster/story/story.js";
import type { Told } from "../../cluster/story/storyWords.js";
import { DOWN, SERVICE_DOWN } from "../../kernel/model.js";
import { masterKey } from "../../kernel/streams.js";
import type { Entry } from "../../readings/simulate/chronicle.js";
import { overheard } from "../../readings/simulate/overheard.js";
import { Simulation } from "../../readings/simulate/simulation.js";
import type { ExperimentAsked } from "../../scenario/drill/experiment.js";
import type { Scenario } from "../../scenario/scenario.js";
import type { Happening } from "./drillResult.js";
import type { Standing } from "./experimentResult.js";
import { playTold, stage } from "./playing.js";

/** One replication as a story, as printed by `trace --json`. Seconds; happenings are counted from `at`. */
export interface Trace {
  readonly formatVersion: "1.0";
  readonly scenario: string;
  readonly understood: string;
  readonly seed: string;
  /** From 1. */
  readonly replication: number;
  /** Which outage of the replication is told; null for an experiment. */
  readonly outage: number | null;
  /** When the story begins. */
  readonly at: number;
  readonly before: readonly Standing[];
  readonly story: readonly Happening[];
  readonly after: readonly Standing[];
}

/** What of a scenario is to be told. */
export interface TraceAsked {
  /** From 1; undefined: the first in which there is such an outage, or, of the longest, the first few. */
  readonly replication?: number | undefined;
  /** From 1, or the longest. */
  readonly outage: number | "longest";
  /** Only outages with a fault of this name in their story count. */
  readonly origin?: string | undefined;
}

const MOST_EVENTS = 20_000_000;
/** Activities in which the longest outage is looked for where no replication is named. */
const LONG_LOOK = 300_000;
const MOST_LINES = 10_000;

/** Tells one playing of an experiment. */
export function traceExperiment(scenario: Scenario, design: Design, asked: ExperimentAsked, replication = 1): Trace {
  const told = playTold(stage(scenario, design, asked), replication - 1);
  return traceOf(scenario, design, { ...told, replication, outage: null, at: 0 });
}

/**
 * Tells the K-th outage of a replication: from the last moment at which all was well before it to the next one after it.
 * Null when there is none before the horizon, or none in so many activities.
 * @throws RangeError when the design is not one of slots on nodes.
 */
export function traceOutage(
  scenario: Scenario,
  design: Design,
  { replication, outage, origin }: TraceAsked,
): Trace | null {
  if (!isClusterModel(design.model)) throw new RangeError("this design has no nodes whose story could be told");
  const search = new OutageSearch(design.model, scenario, origin);
  const wanted = outage === "longest" ? search.longest(replication) : { replication, outage };
  if (wanted === null) return null;
  for (let r = wanted.replication ?? 1; search.events < MOST_EVENTS; r++) {
    const found = search.find(r, wanted.outage);
    if (found) return traceOf(scenario, design, { ...found, replication: r, outage: wanted.outage });
    if (wanted.replication !== undefined) return null;
  }
  return null;
}

interface Found {
  readonly at: number;
  readonly before: readonly Told[];
  readonly story: readonly Entry<Told>[];
  readonly after: readonly Told[];
}

/** Plays replications of a cluster and remembers what happened since all was well. */
class OutageSearch {
  events = 0;
  private readonly model: ClusterModel;
  private readonly horizon: number;
  private readonly simulation: Simulation<ReturnType<ClusterModel["newWorld"]>>;
  private readonly levels: Float64Array;
  private story: Entry<Told>[] = [];
  private before: readonly Told[] = [];
  private state = UP;

  /** The fault that an outage must have in its story to count; −1: any. */
  private readonly origin: number;
  private isWanted = false;

  constructor(model: ClusterModel, { horizon, seed }: Scenario, origin?: string) {
    this.origin = origin === undefined ? -1 : model.cluster.origins.indexOf(origin);
    const teller = new Storyteller(model);
    this.model = model;
    this.horizon = horizon;
    this.levels = new Float64Array(model.levels.length);
    const heard = overheard(model, {
      before: (_activity, _subject, world) => teller.before(world),
      after: (activity, subject, world) => {
        if (this.origin >= 0 && world.work.lostBy[this.origin]! > 0) this.isWanted = true;
        for (const told of teller.after(activity, subject, world)) this.tell(told);
      },
    });
    this.simulation = new Simulation(heard, masterKey(seed));
  }

  /** The story of an outage of a replication; null when there are fewer before the horizon. */
  find(replication: number, outage: number): Found | null {
    let seen = 0;
    const isFound = this.play(replication, (downs) => {
      seen += downs;
      return seen >= outage;
    });
    return isFound ? this.found() : null;
  }

  /** Which outage of a replication, or of the first few, lasts longest; null when there is none. */
  longest(replication?: number): { replication: number; outage: number } | null {
    let most = 0;
    let where: { replication: number; outage: number } | null = null;
    const last = this.events + LONG_LOOK;
    for (let r = replication ?? 1; ; r++) {
      let seen = 0;
      this.play(r, (downs, seconds) => {
        seen += downs;
        if (seconds > most) {
          most = seconds;
          where = { replication: r, outage: seen };
        }
        return false;
      });
      if (replication !== undefined || this.events >= last) return where;
    }
  }

  /**
   * Plays a replication and tells `visit`, each time all is well again, how many outages there were since it last was, and how
   * long the longest of them was, in seconds; until it says that this is enough.
   */
  private play(replication: number, visit: (downs: number, longest: number) => boolean): boolean {
    const { simulation, model } = this;
    let downs = 0;
    let longest = 0;
    let wentDown = 0;
    simulation.reset(replication - 1);
    this.state = this.stateNow();
    this.begin();
    while (simulation.due < this.horizon || (downs > 0 && simulation.due < Number.POSITIVE_INFINITY)) {
      simulation.step();
      this.events++;
      const wasDown = this.state === DOWN_TEXT;
      const turned = this.turned();
      if (turned === DOWN_TEXT) {
        downs++;
        wentDown = simulation.now;
      } else if (turned !== undefined && wasDown) longest = Math.max(longest, simulation.now - wentDown);
      if (!allWell(model.cluster, simulation.world)) continue;
      if (downs > 0 && this.isWanted && visit(downs, longest)) return true;
      downs = 0;
      longest = 0;
      this.begin();
    }
    return false;
  }

  /** All is well: what happened before is of no interest any more. */
  private begin(): void {
    this.story = [];
    this.before = statusOf(this.model.cluster, this.simulation.world);
    this.isWanted = this.origin < 0;
  }

  /** What the service has turned to; undefined when it is as before. */
  private turned(): string | undefined {
    const was = this.state;
    this.state = this.stateNow();
    if (this.state === was) return undefined;
    this.tell({ what: "service", subject: "the service", detail: this.state });
    return this.state;
  }

  private found(): Found {
    const { story, before } = this;
    const at = story[0]?.at ?? 0;
    const since = story.map((entry) => ({ ...entry, at: entry.at - at }));
    return { at, before, story: since, after: statusOf(this.model.cluster, this.simulation.world) };
  }

  private tell(told: Told): void {
    if (this.story.length < MOST_LINES) this.story.push({ at: this.simulation.now, told });
  }

  private stateNow(): string {
    this.model.measure(this.simulation.world, this.levels);
    if (this.levels[DOWN]! > 0 || this.levels[SERVICE_DOWN]! > 0) return DOWN_TEXT;
    return this.levels[this.model.levels.indexOf("degraded")]! > 0 ? "is degraded" : UP;
  }
}

const UP = "is up, in full";
const DOWN_TEXT = "is down";

interface Part extends Found {
  readonly replication: number;
  readonly outage: number | null;
}

function traceOf({ title, seed }: Scenario, { understood }: Design, { story, before, after, ...rest }: Part): Trace {
  const standing = ({ subject, detail }: Told): Standing => ({ subject, detail });
  return {
    formatVersion: "1.0",
    scenario: title,
    understood,
    seed,
    replication: rest.replication,
    outage: rest.outage,
    at: rest.at,
    before: before.map(standing),
    story: story.map(({ at, told }) => ({ at, ...told })),
    after: after.map(standing),
  };
}
