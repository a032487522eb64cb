import type { Activity } from "../../kernel/assembly/part.js";
import type { ClusterBench, ClusterPart } from "../clusterPart.js";
import type { FaultId, NodeId } from "../ids.js";
import { strikingOrder } from "../node/strikingOrder.js";
import { Role } from "../vocabulary.js";
import { type DomainSpec, isIn } from "./sitesSpec.js";

const { LOST, LATENT, BROKEN, RESTARTING } = Role;

interface Domains extends ClusterBench {
  readonly domains: readonly DomainSpec[];
  /** Of each domain the fault that its failure is to a node; −1 = it never fails. */
  readonly faults: readonly FaultId[];
  readonly fails: Activity;
  readonly mended: Activity;
  /** Of each domain: 1 = it is down. Of each node: how many of the domains it is in are down. */
  readonly down: Int32Array;
  readonly dark: Int32Array;
}

/**
 * Failure domains: when one fails, every node in it does, and none is repaired until all the domains that it is in are back. Then
 * it starts again; where the domain was destroyed, it is new.
 */
export const domains: ClusterPart = {
  name: "domains",
  faults: ({ sites = [] }) =>
    sites.flatMap(({ kind, fails }) =>
      fails ? [{ name: kind, detection: fails.detection, repair: fails.restart, needsCrew: false }] : [],
    ),
  build({ plant: { sites }, faultOf, originOf }) {
    if (!sites) return undefined;
    const first = faultOf("domains");
    let failing = 0;
    const faults = sites.map(({ fails }) => (fails ? first + failing++ : -1));
    return {
      groups: [
        { name: "domain", size: sites.length, classes: sites.map((_, domain) => domain), fields: { down: "value" } },
      ],
      fields: { node: { dark: "label" } },
      activities: { domainFails: { of: "domain", clock: true }, domainMended: { of: "domain" } },
      fails: sites.flatMap(({ name, kind, fails }) =>
        fails ? [{ name: `${kind} ${name}`, fault: kind, count: 1 }] : [],
      ),
      bind(bench) {
        const own: Domains = {
          ...bench,
          domains: sites,
          faults,
          fails: bench.activity("domainFails"),
          mended: bench.activity("domainMended"),
          down: bench.view("domain", "down"),
          dark: bench.view("node", "dark"),
        };
        return {
          ends: {
            domainFails: (domain) => domainFailed(own, domain),
            domainMended: (domain) => domainBack(own, domain),
          },
          blames: { domainFails: (domain) => originOf[faults[domain]!]! },
          hears: {
            begin() {
              for (const domain of sites.keys()) live(own, domain);
            },
          },
          answers: { mayRepair: (node) => own.dark[node] === 0 },
          countFailed(counts, from) {
            let next = from;
            for (const [domain, { fails }] of sites.entries()) if (fails) counts[next++]! += own.down[domain]!;
          },
        };
      },
    };
  },
};

function live({ domains, fails }: Domains, domain: number): void {
  const { fails: failure } = domains[domain]!;
  if (failure) fails.start(domain, failure.life);
}

/** Who stands in it, or in a domain inside it, hears that it has just gone dark, or is back, unless something else keeps it dark. */
function tell(own: Domains, turned: number, isDown: boolean): void {
  const { first, end } = own.domains[turned]!;
  for (const [inner, spec] of own.domains.entries()) {
    if (inner < turned || spec.first < first || spec.end > end) continue;
    if (downAround(own, inner) === (isDown ? 1 : 0)) own.signals.domainTurned(inner, isDown);
  }
}

/** How many of a domain and those around it are down. */
function downAround({ domains, down }: Domains, domain: number): number {
  let count = 0;
  for (let around = domain; around >= 0; around = domains[around]!.within) count += down[around]!;
  return count;
}

/** Every node in it that works fails; what is being repaired there is left where it is. */
function domainFailed(own: Domains, domain: number): void {
  const { domains, faults, nodes, signals, down, dark, mended } = own;
  const spec = domains[domain]!;
  down[domain] = 1;
  tell(own, domain, true);
  mended.start(domain, spec.fails!.repair);
  for (let node: NodeId = spec.first; node < spec.end; node++) {
    if (dark[node]!++ > 0) continue;
    const role = nodes.role[node]!;
    if (role === BROKEN || role === RESTARTING) signals.repairHalted(node);
  }
  for (const node of strikingOrder(own)) if (isIn(spec, node)) signals.nodeFails(node, faults[domain]!);
}

/** It is back, and so are its nodes, but for those that other domains still keep down. */
function domainBack(own: Domains, domain: number): void {
  const { domains, down, dark } = own;
  const spec = domains[domain]!;
  down[domain] = 0;
  tell(own, domain, false);
  live(own, domain);
  for (const node of returningOrder(own, spec)) {
    if (--dark[node]! > 0) continue;
    if (spec.fails!.destroys) renew(own, node);
    else if (isHeld(own, node)) own.signals.toRepair(node);
  }
}

/** Nodes that are alike return together: those with the same fault in the same role. */
function returningOrder({ nodes }: Domains, { first, end }: DomainSpec): NodeId[] {
  const inside = Array.from({ length: end - first }, (_, i): NodeId => first + i);
  const { role, fault, slotOf } = nodes;
  const holds = (node: NodeId) => (slotOf[node]! >= 0 ? 0 : 1);
  return inside.sort((a, b) => role[a]! - role[b]! || fault[a]! - fault[b]! || holds(a) - holds(b));
}

/** Is it declared, and waiting for its domain? */
function isHeld({ nodes }: Domains, node: NodeId): boolean {
  const role = nodes.role[node]!;
  return role === BROKEN || role === RESTARTING;
}

/** A node that stands where one was lost: nothing of the old one is left. */
function renew({ nodes, work, signals }: Domains, node: NodeId): void {
  const role = nodes.role[node]!;
  if (role !== LOST && role !== LATENT && role !== BROKEN && role !== RESTARTING) return;
  if (role === LOST || role === LATENT) signals.detectionOff(node);
  nodes.fault[node] = -1;
  work.unfinished[node] = 0;
  signals.nodeBack(node, false);
  signals.nodeRenewed(node);
}
