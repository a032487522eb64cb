import type { Nodes } from "../node/nodes.js";
import type { DomainSpec } from "../site/sitesSpec.js";
import { PHASES, Role } from "../vocabulary.js";
import { chargeOrigins } from "../work/causes.js";
import { byHand, NONE, type Recovery, stepOf, Wish } from "./recoveryBench.js";
import { PHASE_OF_STEP } from "./recoverySpec.js";

const { ACTIVE, LOST } = Role;

const PHASE = Object.fromEntries(PHASES.map((phase, i) => [phase, i])) as Readonly<
  Record<(typeof PHASES)[number], number>
>;

/** Charges downtime to what a recovery is at; within a site that serves, nodes say it themselves. */
export function attribute(own: Recovery, seconds: number, sums: Float64Array, from: number): true | undefined {
  const phase = phaseOf(own);
  if (phase === undefined) return undefined;
  sums[from + phase]! += seconds;
  chargeOrigins(
    own.work.lostBy,
    own.cluster.plant.slots - own.nodes.count[ACTIVE]!,
    seconds,
    sums,
    from + PHASES.length,
  );
  return true;
}

function phaseOf({ stage, wish, spec, movingBack, charge, ...own }: Recovery): number | undefined {
  const at = stage[0]!;
  if (at === movingBack) return PHASE.planned;
  if (at !== NONE)
    return at === byHand(stepOf(at)) ? PHASE.manualRecovery : PHASE[PHASE_OF_STEP[spec.steps[stepOf(at)]!.name]];
  if (wish[0] === Wish.DETECT) return PHASE.detection;
  if (wish[0] === Wish.DECLARE) return PHASE.manualRecovery;
  if (wish[0] === Wish.COME_BACK) return PHASE.failover;
  return isDark(own.nodes, own.sites[charge[0]!]!, own.gates) ? PHASE.site : undefined;
}

function isDark(nodes: Nodes, { first, end }: DomainSpec, { mayRepair }: Recovery["gates"]): boolean {
  for (let node = first; node < end; node++) if (nodes.role[node]! < LOST || mayRepair(node)) return false;
  return true;
}
