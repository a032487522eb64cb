import { deterministic } from "../../../kernel/laws/deterministic.js";
import { uniform } from "../../../kernel/laws/uniform.js";
import { log } from "../../../kernel/maths.js";
import type { Declare, Model } from "../../../kernel/model.js";
import { fieldView, layOut, type World } from "../../../kernel/world.js";
import { Mark } from "../../vocabulary.js";
import type { FaultKind, Protocol } from "../protocol.js";
import { inSteps } from "../steps.js";

export interface SerfSettings {
  /** Members of the gossip pool, the lost one included. */
  readonly members: number;
  /** `probe_interval`, seconds: each member probes one other; without any answer it suspects it at the end. */
  readonly probe: number;
  /** `suspicion_mult`: the least suspicion is this × max(1, log₁₀ members) probe intervals. */
  readonly suspicionMult: number;
  /** Suspicion max timeout mult: what one member alone suspects is borne this many times longer. */
  readonly maxMult: number;
}

interface SerfWorld extends World {
  /** Members that suspect the lost one. */
  readonly suspect: Int32Array;
  readonly declared: Int32Array;
  /** Of each number of others that agree: 1 = the time that is then borne has passed. */
  readonly passed: Int32Array;
}

const Activity = { PROBE: 0, SUSPECT: 1, PATIENCE: 2 } as const;

/**
 * memberlist's SWIM with Lifeguard, by which Consul, Nomad and Serf find lost members and take their services out. Each
 * member goes through the others in a shuffled round, one a probe interval. The first that gets no answer, direct or
 * indirect, suspects; alone it bears that long, and the less the more agree: with suspicion_mult − 2 of them the least.
 * Nobody learns anything from a refused connection. A member that leaves says so.
 * Sources: hashicorp/memberlist config.go (DefaultLANConfig), state.go (probeNode, suspectNode), suspicion.go.
 */
export const serf: Protocol<SerfSettings> = {
  name: "serf",
  faults: ["kill", "stop", "hostLoss", "freeze", "partition", "linkDown"],
  defaults: { members: 10, probe: 1, suspicionMult: 4, maxMult: 6, clients: { retry: 1 } },
  incident: (settings, fault: FaultKind) =>
    fault === "stop" ? inSteps([{ name: "leave", law: LEAVE, ends: "both" }]) : memberLost(settings),
};

/** A leave spreads by gossip, a round each 200 ms: assumed to take a few. */
const LEAVE = uniform({ from: 0.2, to: 1 });

/** @throws RangeError when fewer than three members leave nobody to ask. */
function memberLost({ members, probe, suspicionMult, maxMult }: SerfSettings): Model<SerfWorld> {
  if (!(members >= 3)) throw new RangeError(`probes are indirect too, so it takes 3 members, not ${members}`);
  const probers = members - 1;
  const least = suspicionMult * Math.max(1, log(members) / LN_TEN) * probe;
  // suspectNode: where too few others are left to agree, the least time is borne from the start.
  const agree = members - 2 < suspicionMult - 2 ? 0 : Math.max(0, suspicionMult - 2);
  const layout = layOut([
    { name: "pool", size: 1, fields: { suspect: "value", declared: "value" } },
    { name: "member", size: probers, fields: {} },
    { name: "agreement", size: agree + 1, fields: { passed: "value" } },
  ]);
  const turn = uniform({ from: 0, to: probers * probe });
  const noAnswer = deterministic({ value: probe });
  const borne = Array.from({ length: agree + 1 }, (_, others) =>
    deterministic({ value: patience(others, agree, least, maxMult * least) }),
  );

  function suspected(world: SerfWorld, declare: Declare): void {
    const others = world.suspect[0]!++;
    if (others === 0) for (let i = 0; i <= agree; i++) declare.start(Activity.PATIENCE, i, borne[i]!);
    else if (world.passed[Math.min(others, agree)] === 1) dead(world, declare);
  }

  function fire(activity: number, subject: number, world: SerfWorld, declare: Declare): void {
    if (world.declared[0] === 1) return;
    if (activity === Activity.PROBE) return declare.start(Activity.SUSPECT, subject, noAnswer);
    if (activity === Activity.SUSPECT) return suspected(world, declare);
    world.passed[subject] = 1;
    if (world.suspect[0]! - 1 >= subject) dead(world, declare);
  }

  return {
    layout,
    activities: [
      { name: "probe", group: 1 },
      { name: "suspect", group: 1 },
      { name: "patience", group: 2 },
    ],
    choices: [],
    levels: ["down", "serviceDown"],
    services: { count: 1, marked: false },
    causes: [],
    newWorld(cells = new Int32Array(layout.size)) {
      const of = (group: string, field: string) => fieldView(layout, cells, group, field);
      return {
        cells,
        suspect: of("pool", "suspect"),
        declared: of("pool", "declared"),
        passed: of("agreement", "passed"),
      };
    },
    begin(_world, declare) {
      for (let member = 0; member < probers; member++) declare.start(Activity.PROBE, member, turn);
    },
    fire,
    measure(world, levels) {
      levels.fill(1 - world.declared[0]!);
    },
    attribute() {},
  };
}

const LN_TEN = Math.LN10;

/** Its services are taken out of the catalogue at once. */
function dead(world: SerfWorld, declare: Declare): void {
  world.declared[0] = 1;
  declare.mark(Mark.DETECTED, 0);
  declare.mark(Mark.RESTORED, 0);
}

/** suspicion.go remainingSuspicionTime: from the most to the least by the logarithm of those who agree (there cut to whole milliseconds). */
function patience(others: number, agree: number, least: number, most: number): number {
  if (agree === 0) return least;
  const share = log(others + 1) / log(agree + 1);
  return Math.max(least, most - share * (most - least));
}
