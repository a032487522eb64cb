import type { Law } from "../../kernel/law.js";
import type { Fault as ClusterFault } from "../node/fault.js";
import type { Plant } from "../plant.js";

/** A fault as counters see it: its takeover is the plant's. */
type Fault = Omit<ClusterFault, "mode" | "takeover" | "lifts">;

/** A fault in the counter form: the law of its arrival and the names of what is counted of it. */
export interface CountedFault {
  readonly fault: Fault;
  readonly arrival: Law;
  /** Name of the rate at which it strikes: one node, or all at once. */
  readonly strikes: string;
  readonly strikesAll: boolean;
  /** Names of the rates of its detection and of its repair. */
  readonly detects: string;
  readonly repairs: string;
  /** Counters: slots lost unseen, idle spares failed unseen, nodes in repair, slots that wait in place for a repair. */
  readonly lost: string;
  readonly lostSpares: string;
  readonly broken: string;
  readonly restarting: string;
  /** The same as `lost` and `restarting` for slots that were being taken over; only where the fault is repaired in place. */
  readonly lostTaking: string;
  readonly restartingTaking: string;
}

/** The faults of a plant of one class, those that never happen left out. Faults that go on alike share their counters. */
export function countedFaults(plant: Plant): CountedFault[] {
  const found = faultsOf(plant).filter(({ arrival }) => arrival.mean < Number.POSITIVE_INFINITY);
  const tags = identifiers(found.map(({ fault }) => fault.name));
  /** The base name, with the tag of the first fault that is like this one where not all are alike. */
  const named = (base: string, like: (fault: Fault) => string) => {
    const likes = found.map(({ fault }) => like(fault));
    const alone = new Set(likes).size <= 1;
    return (i: number): string => (alone ? base : `${base}_${tags[likes.indexOf(likes[i]!)]}`);
  };
  const modes = found.filter(({ strikesAll }) => !strikesAll).length;
  const detects = named("det", byDetection);
  const repairs = named("mu", byRepair);
  const lost = named("und", (fault) => `${byDetection(fault)} ${byRepair(fault)} ${fault.inPlace}`);
  const lostSpares = named("spu", (fault) => `${byDetection(fault)} ${byRepair(fault)}`);
  const broken = named("rep", byRepair);
  const restarting = named("res", byRepair);
  const lostTaking = named("utk", (fault) => `${byDetection(fault)} ${byRepair(fault)}`);
  const restartingTaking = named("rtk", byRepair);
  return found.map((one, i) => ({
    ...one,
    strikes: one.strikesAll ? "shocks" : modes === 1 ? "lam" : `lam_${tags[i]}`,
    detects: detects(i),
    repairs: repairs(i),
    lost: lost(i),
    lostSpares: lostSpares(i),
    broken: broken(i),
    restarting: restarting(i),
    lostTaking: one.fault.inPlace ? lostTaking(i) : lost(i),
    restartingTaking: restartingTaking(i),
  }));
}

const byDetection = ({ detection }: Fault): string =>
  detection.kind === "immediate" ? "at once" : `${detection.mean}`;
const byRepair = ({ repair, needsCrew }: Fault): string => `${repair.mean} ${needsCrew}`;

function faultsOf({ classes, commonCause }: Plant): { fault: Fault; arrival: Law; strikesAll: boolean }[] {
  const faults = classes[0]!.modes.map((mode) => ({
    fault: { ...mode, inPlace: mode.recovery === "in-place" },
    arrival: mode.life,
    strikesAll: false,
  }));
  if (!commonCause) return faults;
  const fault = { ...commonCause, name: "commonCause", inPlace: false };
  return [...faults, { fault, arrival: commonCause.every, strikesAll: true }];
}

/** Words as parts of identifiers, no two alike. */
function identifiers(words: readonly string[]): string[] {
  const taken: string[] = [];
  for (const word of words) {
    const plain = word.replaceAll(/[^A-Za-z0-9]+/g, "");
    taken.push(plain === "" || taken.includes(plain) ? `${plain}_${taken.length + 1}` : plain);
  }
  return taken;
}
