import { clusterModel } from "../cluster/model.js";
import { MULTI_SITE } from "../cluster/recovery/strategies.js";
import { outermost } from "../cluster/site/sitesSpec.js";
import type { ClusterSpec } from "../cluster/spec.js";
import type { Architecture, Complaint } from "./architecture.js";
import { atLeastNodes, decidesBySite, nodesFor } from "./demands.js";
import { common } from "./hostedSlots.js";

/** Every site serves at once; when one is lost, the others carry the demand, and what it had not yet sent them is gone. */
export const multiSite: Architecture = {
  name: MULTI_SITE,
  summary: "two sites or more that all serve; the others carry the demand when one is lost",
  strategy: "ha+dr",
  defaultNodes: 4,
  complaints: (spec) => [
    ...atLeastNodes(spec, 2, "each site has a node at least"),
    ...unfit(spec),
    ...decidesBySite(spec, MULTI_SITE),
  ],
  design: (spec) => ({
    model: clusterModel({
      ...common(spec),
      slots: spec.nodes,
      need: needed(spec),
      hosting: "shared",
      load: spec.load,
    }),
    understood: `${spec.nodes} active at ${sitesOf(spec).length} sites, ${needed(spec)} needed`,
    recoveryPoint: spec.replication?.lag ? "copy" : "replicas",
    buys: { clusteredNodes: 0, loadBalancers: sitesOf(spec).length, backup: false, staffHours: 60 + 10 * spec.nodes },
  }),
};

const sitesOf = ({ sites = [] }: ClusterSpec) => outermost(sites);

/** Nodes that are left when the largest site is lost. */
const left = (spec: ClusterSpec): number =>
  spec.nodes - Math.max(0, ...sitesOf(spec).map(({ first, end }) => end - first));

/** k: what the scenario says, else what the demand takes, else what is left when the largest site is lost. */
function needed(spec: ClusterSpec): number {
  if (spec.need !== undefined) return spec.need;
  return spec.load ? nodesFor(spec.load) : Math.max(1, left(spec));
}

function unfit(spec: ClusterSpec): Complaint[] {
  if (spec.nodes < 2) return [];
  const serving = sitesOf(spec).filter(({ first, end }) => end > first);
  if (serving.length < 2)
    return [{ path: "sites", message: `${MULTI_SITE} is for two sites or more that serve, not ${serving.length}` }];
  if (needed(spec) <= left(spec)) return [];
  const message = `${needed(spec)} must serve, and without the largest site there are ${left(spec)}: it would not survive that`;
  return [{ path: spec.need === undefined ? "nodes" : "service.need", message }];
}
