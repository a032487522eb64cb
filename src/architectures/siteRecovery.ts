import { clusterModel } from "../cluster/model.js";
import type { Strategy } from "../cluster/recovery/strategies.js";
import { outermost } from "../cluster/site/sitesSpec.js";
import type { ClusterSpec } from "../cluster/spec.js";
import type { Architecture, Complaint } from "./architecture.js";
import { atLeastNodes, decidesBySite, nodesFor } from "./demands.js";
import { common } from "./hostedSlots.js";

interface Kind {
  readonly name: Strategy;
  readonly summary: string;
  /** What stands at the second site while the first one serves. */
  readonly waits: string;
  /** How fast nodes there fail, relative to those that serve: 1, or 0 where they are off. */
  readonly idles: number;
  /** Hours a year in which people look after the second site and test the recovery. Assumed. */
  readonly staffHours: number;
}

function betweenSites({ name, summary, waits, idles, staffHours }: Kind): Architecture {
  return {
    name,
    summary,
    strategy: "ha+dr",
    defaultNodes: 4,
    complaints: (spec) => [...atLeastNodes(spec, 2, "each site has a node at least"), ...unfit(spec, name)],
    design: (spec) => {
      const [main, other] = sizes(spec);
      return {
        model: clusterModel({
          ...common(spec),
          standby: { ...spec.standby, factor: idles },
          slots: main,
          need: needed(spec),
          hosting: "shared",
          load: spec.load,
          recovery: spec.recovery,
        }),
        understood: `${main} active at one site, ${needed(spec)} needed; ${other} ${waits} at another`,
        recoveryPoint: "copy",
        buys: { clusteredNodes: spec.nodes, loadBalancers: 2, backup: false, staffHours },
      };
    },
  };
}

/** Nodes of the site that serves and of the one that takes over. */
function sizes({ sites = [] }: ClusterSpec): [number, number] {
  const [main, other] = outermost(sites).map(({ first, end }) => end - first);
  return [main ?? 0, other ?? 0];
}

/** k of the site in charge: what the scenario says, else what the demand takes, else one fewer than the smaller site has. */
function needed(spec: ClusterSpec): number {
  if (spec.need !== undefined) return spec.need;
  if (spec.load) return nodesFor(spec.load);
  return Math.max(1, Math.min(...sizes(spec)) - 1);
}

function unfit(spec: ClusterSpec, name: string): Complaint[] {
  const sites = outermost(spec.sites ?? []);
  if (sites.length !== 2 && spec.nodes > 1) {
    const message = `${name} is for two sites, one that serves and one that takes over, not ${sites.length}`;
    return [{ path: "sites", message }];
  }
  const least = Math.min(...sizes(spec));
  const found: Complaint[] = [];
  if (spec.nodes > 1 && needed(spec) > least) {
    const message = `${needed(spec)} must serve, and a site has only ${least}: it could never take over`;
    found.push({ path: spec.need === undefined ? "nodes" : "service.need", message });
  }
  return [...found, ...decidesBySite(spec, name)];
}

/** The second site has the data, and its servers are off. */
export const pilotLight = betweenSites({
  name: "pilot-light",
  summary: "a second site with the data, its servers off until they are needed",
  waits: "off",
  idles: 0,
  staffHours: 60,
});

/** At the second site a smaller copy runs, which grows when it takes over. */
export const warmStandby = betweenSites({
  name: "warm-standby",
  summary: "a second site that runs small and is scaled up to take over",
  waits: "running small",
  idles: 1,
  staffHours: 80,
});

/** The second site runs as the first one does, and waits. */
export const hotStandby = betweenSites({
  name: "hot-standby",
  summary: "a second site that runs in full and takes over when told",
  waits: "running in full",
  idles: 1,
  staffHours: 80,
});
