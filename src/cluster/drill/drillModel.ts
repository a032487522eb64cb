import { type ClusterModel, clusterModel } from "../model.js";
import type { Plant } from "../plant.js";
import { partitionsOf } from "./divisions.js";
import { type Experiment, SUSPICION } from "./strike.js";

export interface DrillModel extends ClusterModel {
  readonly experiment: Experiment;
  /** Activities that strike, and that lift a strike again; their subjects are the strikes. Nothing starts them but a schedule. */
  readonly STRIKE: number;
  readonly LIFT: number;
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
  const model = clusterModel({ ...plant, membership, experiment });
  const numberOf = (wanted: string) => model.activities.findIndex(({ name }) => name === wanted);
  return { ...model, experiment, STRIKE: numberOf("strike"), LIFT: numberOf("lift") };
}
