import { isClusterModel } from "../../cluster/model.js";
import { choiceFault, faultName, lawName, shareName } from "../../cluster/story/lawNames.js";
import type { Law } from "../../kernel/law.js";
import { type Model, SERVICE_DOWN } from "../../kernel/model.js";
import { type Chain, levelVector } from "../../readings/enumerate/chain.js";
import { cutSets, type Fault } from "../../readings/longRun/cutSets.js";
import { elasticities } from "../../readings/longRun/elasticity.js";
import { importances } from "../../readings/longRun/importance.js";
import type { Insight } from "../result.js";

/** Smaller elasticities are rounding. */
const NOTHING = 1e-9;

/** What a solved chain says beyond its figures: what moves the downtime of a service, what it hangs on, what takes one down. */
export function insightOf(model: Model, chain: Chain, pi: Float64Array): Insight {
  const down = levelVector(chain, SERVICE_DOWN);
  return {
    sensitivity: sensitivity(model, chain, pi, down),
    importance: importances(chain, pi, model, down),
    cutSets: cutSets(chain).map(({ faults, outage }) => ({
      faults: faults.map((fault) => nameOf(model, fault)),
      outage,
    })),
  };
}

/** Elasticities by parameter in words, the largest first; laws of one name are stretched together. */
function sensitivity(model: Model, chain: Chain, pi: Float64Array, down: Float64Array): Insight["sensitivity"] {
  const found = elasticities(chain, pi, down);
  if (!found) return [];
  const sums = new Map<string, number>();
  const add = (name: string, elasticity: number) => sums.set(name, (sums.get(name) ?? 0) + elasticity);
  for (const { activity, law, elasticity } of found.laws) add(parameter(model, activity, law), elasticity);
  for (const { choice, elasticity } of found.choices) add(shareName(choice), elasticity);
  return [...sums]
    .map(([parameter, elasticity]) => ({ parameter, elasticity }))
    .filter(({ elasticity }) => Math.abs(elasticity) > NOTHING)
    .sort((a, b) => Math.abs(b.elasticity) - Math.abs(a.elasticity));
}

function parameter(model: Model, activity: string, law: Law): string {
  return isClusterModel(model) ? lawName(model.cluster, activity, law) : activity;
}

function nameOf(model: Model, fault: Fault): string {
  if ("choice" in fault) return choiceFault(fault.choice);
  return isClusterModel(model) ? faultName(model.cluster, fault.activity, fault.law) : fault.activity;
}
