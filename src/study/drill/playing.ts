import type { Design } from "../../architectures/architecture.js";
import type { ClusterWorld } from "../../cluster/clusterWorld.js";
import { type DrillModel, drillModel } from "../../cluster/drill/drillModel.js";
import { DrillStoryteller, HEARD, MISSED } from "../../cluster/drill/drillStory.js";
import { CARRIED } from "../../cluster/drill/lanes.js";
import { NO_QUORUM, oneRack } from "../../cluster/membership/membershipPlan.js";
import { isClusterModel } from "../../cluster/model.js";
import type { Plant } from "../../cluster/plant.js";
import { statusOf } from "../../cluster/story/story.js";
import type { Told } from "../../cluster/story/storyWords.js";
import { DOWN } from "../../kernel/model.js";
import { masterKey } from "../../kernel/streams.js";
import { Chronicle, type Entry } from "../../readings/simulate/chronicle.js";
import { DrillReading, type Playing } from "../../readings/simulate/drill.js";
import type { ExperimentAsked } from "../../scenario/drill/experiment.js";
import type { Scenario } from "../../scenario/scenario.js";
import { strikesOf } from "./strikes.js";

/** An experiment on the cluster of a design, ready to be played. */
export interface Stage {
  readonly model: DrillModel;
  readonly reading: DrillReading<ClusterWorld>;
}

/** @throws RangeError when the design is not one of slots on nodes. */
export function stage(scenario: Scenario, design: Design, experiment: ExperimentAsked): Stage {
  // A platform has heartbeats of its own, and what it makes of them is in its laws.
  const asked = scenario.platform ? { ...experiment, heartbeats: undefined } : experiment;
  if (!isClusterModel(design.model)) throw new RangeError("this design has no nodes that an experiment could strike");
  const { faults, heartbeats, lasts, background } = asked;
  const model = drillModel(inReach(design.model.cluster.plant, scenario, asked), {
    strikes: strikesOf(scenario, asked),
    heartbeats,
  });
  const appointments = faults.map(({ at, every, lasts: isOver }, subject) => ({
    activity: model.STRIKE,
    subject,
    at,
    every,
    until: lasts,
    ...(isOver !== undefined && { after: { activity: model.LIFT, delay: isOver } }),
  }));
  const carried = model.levels.indexOf(CARRIED);
  const plan = { model, strike: model.STRIKE, carried, appointments, lasts, background };
  return { model, reading: new DrillReading(plan, masterKey(scenario.seed)) };
}

/**
 * The plant where a partition strikes: nodes that may not all reach one another. Without a network of its own the scenario
 * has one that never fails, in which a partition is noticed as a failure is; without a quorum each side goes on.
 */
function inReach(plant: Plant, { spec }: Scenario, { faults, detection }: ExperimentAsked): Plant {
  if (faults.every(({ kind }) => kind !== "partition")) return plant;
  const own = plant.membership ?? { network: oneRack(spec.nodes), quorum: NO_QUORUM, fencing: undefined };
  const network = spec.network ? own.network : { ...own.network, detection };
  return { ...plant, membership: { ...own, network } };
}

/** A playing told: what everyone was doing before it, what happened, and what everyone was doing at its end. */
interface ToldPlaying {
  readonly playing: Playing;
  readonly before: readonly Told[];
  readonly story: readonly Entry<Told>[];
  readonly after: readonly Told[];
}

/** Plays once, with somebody writing it down. */
export function playTold({ model, reading }: Stage, replication: number): ToldPlaying {
  const { simulation } = reading;
  const teller = new DrillStoryteller(model);
  const chronicle = new Chronicle<Told>(HEARD, MISSED);
  const levels = new Float64Array(model.levels.length);
  const { cluster } = model;
  let state = "";
  let before: readonly Told[] | undefined;
  const settled = () => {
    before ??= statusOf(cluster, simulation.world);
    model.measure(simulation.world, levels);
    const now = stateOf(model, levels);
    if (state !== "" && now !== state)
      chronicle.write(simulation.now, { what: "service", subject: "the service", detail: now });
    state = now;
  };
  const ear = {
    before: (_activity: number, _subject: number, world: ClusterWorld) => teller.before(world),
    after: (activity: number, subject: number, world: ClusterWorld) => {
      for (const told of teller.after(activity, subject, world)) chronicle.write(simulation.now, told);
    },
  };
  const playing = reading.play(replication, ear, settled);
  return { playing, before: before ?? [], story: chronicle.inOrder(), after: statusOf(cluster, simulation.world) };
}

function stateOf(model: DrillModel, levels: Float64Array): string {
  if (levels[DOWN]! > 0) return "is down";
  return levels[model.levels.indexOf("degraded")]! > 0 ? "is degraded" : "is up, in full";
}
