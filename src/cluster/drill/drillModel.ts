import { deterministic } from "../../kernel/laws/deterministic.js";
import { immediate } from "../../kernel/laws/immediate.js";
import { uniform } from "../../kernel/laws/uniform.js";
import type { Model } from "../../kernel/model.js";
import { suspendWhileDown } from "../ageing.js";
import { type Cluster, Group } from "../cluster.js";
import { judge } from "../membership/judge.js";
import { clusterModel } from "../model.js";
import type { Plant } from "../plant.js";
import { beatDue, beginLinks } from "./beats.js";
import { type Drilled, type DrillWorld, drillWorld } from "./drillWorld.js";
import { drillLevels, measureDrill } from "./lanes.js";
import { partitionsOf } from "./partition.js";
import { type Experiment, type Strike, strikeMode } from "./strike.js";
import { lifted, struck } from "./strikes.js";

export interface DrillModel extends Model<DrillWorld> {
  readonly drilled: Drilled;
  /** Activities that strike, and that lift a strike again; their subjects are the strikes. Nothing starts them but a schedule. */
  readonly STRIKE: number;
  readonly LIFT: number;
}

/** What happens to a living node whose heartbeats are lost, where the cluster acts as one: it is shut out until one is heard again. */
const SUSPICION: Strike = {
  kind: "loss",
  target: [],
  mode: strikeMode("false suspicion", { detection: immediate() }),
  takesDown: true,
  silences: false,
  speed: 1,
  loss: 0,
  delay: 0,
};

/** The origin to which a loss by a strike is charged. */
function originOf({ firstStrike, originOf }: Cluster, strike: number): number {
  return originOf[firstStrike + strike]!;
}

/** The model of a plant under experiment: the same nodes and handlers, strikes, heartbeats one by one, and what requests find. */
export function drillModel(plant: Plant, asked: Experiment): DrillModel {
  const { heartbeats } = asked;
  const experiment = heartbeats ? { ...asked, strikes: [...asked.strikes, SUSPICION] } : asked;
  const membership = plant.membership && {
    ...plant.membership,
    struck: partitionsOf(asked),
    beats: heartbeats !== undefined,
  };
  const base = clusterModel({ ...plant, membership, experiment });
  const { cluster, layout, activities, choices, levels } = base;
  const strikeGroup = layout.groups.findIndex(({ name }) => name === "strike");
  const STRIKE = activities.length;
  const LIFT = STRIKE + 1;
  const BEAT = STRIKE + 2;
  const drilled: Drilled = {
    cluster,
    experiment,
    BEAT,
    TARGET: choices.length,
    BEAT_LOST: choices.length + 1,
    LINK: choices.length + 2,
    suspicion: heartbeats ? experiment.strikes.length - 1 : -1,
  };
  const served = levels.indexOf("served");
  const nextBeat = heartbeats && deterministic({ value: heartbeats.every });
  return {
    ...base,
    drilled,
    STRIKE,
    LIFT,
    activities: [
      ...activities,
      { name: "strike", group: strikeGroup },
      { name: "lift", group: strikeGroup },
      { name: "beat", group: Group.NODE },
    ],
    choices: [
      ...choices,
      { name: "struck", group: strikeGroup },
      { name: "beat lost", group: Group.NODE },
      { name: "link", group: Group.NODE },
    ],
    levels: [...levels, ...drillLevels(drilled)],
    newWorld: () => drillWorld(cluster, base.newWorld()),
    begin(world, declare) {
      base.begin(world, declare);
      if (!heartbeats) return;
      const phase = uniform({ from: 0, to: heartbeats.every });
      for (let node = 0; node < cluster.nodes; node++) declare.start(BEAT, node, phase);
      beginLinks(drilled, world, declare);
    },
    fire(activity, subject, world, declare) {
      if (activity === BEAT) {
        if (!beatDue(drilled, world, declare, subject, nextBeat!)) return;
      } else if (activity === STRIKE) struck(drilled, world, declare, subject);
      else if (activity === LIFT) lifted(drilled, world, declare, subject);
      else return base.fire(activity, subject, world, declare);
      if (cluster.membership) judge(cluster, world, declare, activity === STRIKE ? originOf(cluster, subject) : -1);
      if (!plant.survivorsFailWhileDown) suspendWhileDown(cluster, world, declare);
    },
    measure(world, into) {
      base.measure(world, into);
      measureDrill(drilled, world, into[served]!, into, levels.length);
    },
  };
}
