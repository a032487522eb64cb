import type { Law } from "../../kernel/law.js";
import type { Cluster } from "../cluster.js";
import type { WireSpec } from "../network/networkSpec.js";

/** Activities whose law is called the same whatever it happens to. */
const OF_THE_PLANT: Readonly<Record<string, string>> = {
  unplug: "life of network cards",
  plug: "repair of network cards",
  divide: "time between partitions",
  heal: "length of partitions",
  suspect: "time until a living node is taken for dead",
  hear: "time until it is heard again",
  witnessFail: "life of the witness",
  witnessMend: "repair of the witness",
  regroup: "regrouping after a change of the network",
  stop: "stopping without quorum",
  aim: "delay before fencing",
  fence: "fencing",
  confirm: "confirmation by a person",
  resync: "resynchronization",
  watchdog: "time of the watchdog",
  window: "last-man-standing window",
  manual: "manual recovery",
  test: "test of spares",
  declare: "decision to rebuild",
  provision: "new machine",
  restore: "restoring data",
};

/** What does not work in a choice: how often, and once. */
const OF_CHOICES: Readonly<Record<string, { readonly share: string; readonly fault: string }>> = {
  coverage: { share: "share of takeovers that fail", fault: "failed takeover" },
  latent: { share: "share of spare failures unseen", fault: "failure unseen" },
};

/** A parameter of a plant in words: "repair of hardware". A law that several faults share is named after all of them. */
export function lawName(cluster: Cluster, activity: string, law: Law): string {
  const of = (has: (fault: number) => boolean) => faultNames(cluster, has);
  const { faults, parts, plant } = cluster;
  const lifeOf = (fault: number) => parts.find((part) => part.fault === fault)?.mode;
  switch (activity) {
    case "fail":
      return `life of ${of((f) => lifeOf(f)?.life === law)}`;
    case "swap":
      return `replacement of ${of((f) => lifeOf(f)?.parts.swap === law)}`;
    case "detect":
      return `detection of ${of((f) => faults[f]!.detection === law)}`;
    case "repair":
      return `repair of ${of((f) => faults[f]!.repair === law)}`;
    case "takeover":
      return plant.takeover.law === law ? "takeover" : `takeover after ${of((f) => faults[f]!.takeover === law)}`;
    case "shock":
      return "time between common causes";
    case "cut":
      return `life of ${wiresWith(cluster, ({ life }) => life === law, "es", "s")}`;
    case "mend":
      return `repair of ${wiresWith(cluster, ({ repair }) => repair === law, "es", "s")}`;
    default:
      return OF_THE_PLANT[activity] ?? activity;
  }
}

/** What strikes, where that is not a node. */
const STRIKES: Readonly<Record<string, string>> = {
  shock: "common cause",
  unplug: "network card",
  divide: "partition",
  suspect: "false suspicion",
  witnessFail: "witness",
};

/** The failure that a clock brings about, in words: "hardware". */
export function faultName(cluster: Cluster, activity: string, law: Law): string {
  const { faults, parts } = cluster;
  if (activity === "cut") return wiresWith(cluster, ({ life }) => life === law);
  if (activity !== "fail") return STRIKES[activity] ?? activity;
  return faultNames(cluster, (f) => parts.some(({ fault, mode }) => fault === faults[f]!.mode && mode.life === law));
}

/** The probability that something does not work, in words. */
export const shareName = (choice: string): string => OF_CHOICES[choice]?.share ?? choice;

/** That it does not work, in words. */
export const choiceFault = (choice: string): string => OF_CHOICES[choice]?.fault ?? choice;

/** The faults of which something is true, each once, with their class of nodes where there are several. */
function faultNames({ faults, plant, faultOf }: Cluster, has: (fault: number) => boolean): string {
  const classOf = plant.classes.flatMap(({ name, modes }) => modes.map(() => name));
  const shock = faultOf("commonCause");
  const names = faults.flatMap(({ name, mode }, f) => {
    if (!has(f)) return [];
    if (mode === shock) return ["common cause"];
    return [plant.classes.length > 1 && classOf[mode] !== undefined ? `${name} (${classOf[mode]})` : name];
  });
  return [...new Set(names)].join(", ");
}

/** What of the network has such laws: links, switches, or both. */
function wiresWith({ membership }: Cluster, has: (spec: WireSpec) => boolean, ofSwitches = "", ofLinks = ""): string {
  const kinds = new Set(membership!.topology.wires.filter(({ spec }) => has(spec)).map(({ kind }) => kind));
  return [...kinds].map((kind) => kind + (kind === "switch" ? ofSwitches : ofLinks)).join(", ");
}
