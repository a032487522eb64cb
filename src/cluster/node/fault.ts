import type { Law } from "../../kernel/law.js";
import type { FaultId } from "../ids.js";
import type { FailureModeSpec, IncidentClass } from "../spec.js";

/** A way in which a node fails, as the part that brings it about declares it. */
export interface FaultPlan {
  /** Also the origin to which downtime is charged. */
  readonly name: string;
  readonly detection: Law;
  readonly repair: Law;
  /** True: the repair waits for a crew. */
  readonly needsCrew: boolean;
  /** True: the node keeps its slot while it is repaired. */
  readonly inPlace?: boolean;
  /** True: it may be lifted before anyone has noticed, as what an experiment does. */
  readonly lifts?: boolean;
  /** Classes of its incidents, where detection and takeover depend on one another. */
  readonly incidents?: readonly IncidentClass[] | undefined;
}

/** A fault, or a class of its incidents, as detection, takeover and repair see it. */
export interface Fault {
  readonly name: string;
  /** The fault of the mode itself: a class of incidents is forgotten once it is declared. */
  readonly mode: FaultId;
  readonly detection: Law;
  /** From its declaration to the slot served elsewhere. */
  readonly takeover: Law;
  readonly repair: Law;
  readonly needsCrew: boolean;
  readonly inPlace: boolean;
  readonly lifts: boolean;
}

/** Where the classes of a fault's incidents are among the faults, and how probable each is. */
export interface Incidents {
  readonly first: FaultId;
  readonly shares: readonly number[];
}

/** Where lost servers are rebuilt, a fault that needs nobody (a reboot) is still repaired in place. */
export function faultOfMode(mode: FailureModeSpec, isRebuilt: boolean): FaultPlan {
  const { name, detection, repair, needsCrew, recovery, incidents } = mode;
  return {
    name,
    detection,
    repair,
    needsCrew,
    inPlace: recovery === "in-place" || (isRebuilt && !needsCrew),
    incidents,
  };
}

/**
 * All faults there are, and of each the classes of its incidents where it has several: those stand behind the faults. One class
 * alone is the fault itself.
 */
export function numberFaults(plans: readonly FaultPlan[], takeover: Law): [Fault[], (Incidents | undefined)[]] {
  const faults = plans.map(({ incidents, ...plan }, mode): Fault => {
    const only = incidents?.length === 1 ? classLaws(incidents[0]!) : {};
    return { inPlace: false, lifts: false, ...plan, mode, takeover, ...only };
  });
  const classes = plans.map(({ incidents = [] }, mode): Incidents | undefined => {
    if (incidents.length < 2) return undefined;
    const first = faults.length;
    faults.push(...incidents.map((incident) => ({ ...faults[mode]!, ...classLaws(incident) })));
    return { first, shares: incidents.map(({ share }) => share) };
  });
  return [faults, classes];
}

const classLaws = ({ detection, recovery }: IncidentClass) => ({ detection, takeover: recovery });
