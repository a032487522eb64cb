import type { Plant } from "../plant.js";
import type { CountedFault } from "./faultCounters.js";
import { freed, hasSpares, joined, onDeclared, onTaken, onTakeoverEnd, type Way, way } from "./ways.js";

/** A command of the model: under these conditions, at the product of these factors, these counters change. */
export interface Command {
  readonly action: string;
  readonly when: readonly string[];
  readonly rate: readonly string[];
  readonly updates: readonly string[];
}

/** Laws that go on while a counter is above zero: a rate for each, or for as many as there are crews; and what follows. */
interface Ending {
  readonly rate: readonly string[];
  readonly mean: number;
  readonly ways: readonly Way[];
}

export interface CounterModel {
  readonly commands: readonly Command[];
  /** Counters that ever change, and `act`. */
  readonly counters: ReadonlySet<string>;
}

/** The commands of a plant and the counters they need: followed from what there is at the start. */
export function counterModel(plant: Plant, faults: readonly CountedFault[]): CounterModel {
  const spares = hasSpares(plant);
  const shocks = faults.filter((fault) => fault.strikesAll);
  const commands: Command[] = [];
  const changed = new Set(["act"]);
  const seen = [
    ...new Set(["act", ...(spares ? ["sp"] : []), ...shocks.flatMap((shock) => shockFills(shock, spares))]),
  ];
  for (let i = 0; i < seen.length; i++) {
    for (const ending of endings(plant, faults, seen[i]!)) {
      if (ending.mean === Number.POSITIVE_INFINITY) continue;
      for (const each of ending.ways.filter(({ change }) => change.size > 0)) {
        commands.push(commandOf(seen[i]!, ending, each));
        for (const counter of each.change.keys()) {
          changed.add(counter);
          if (!seen.includes(counter)) seen.push(counter);
        }
      }
    }
  }
  const working = ["act", "tak", "hum", "sp"].filter((counter) => seen.includes(counter));
  for (const shock of shocks) {
    commands.push(shockCommand(shock, working, spares));
    for (const counter of [...working, ...shockFills(shock, spares)]) changed.add(counter);
  }
  return { commands, counters: changed };
}

/** What can happen to those a counter counts. */
function endings(plant: Plant, faults: readonly CountedFault[], counter: string): Ending[] {
  const { takeover, survivorsFailWhileDown } = plant;
  const ageing = survivorsFailWhileDown ? [] : ["!down"];
  const striking = faults.filter((fault) => !fault.strikesAll);
  const failures = (speed: readonly string[], ways: (fault: CountedFault) => readonly Way[]): Ending[] =>
    striking.map((fault) => ({
      rate: [counter, ...speed, fault.strikes],
      mean: fault.arrival.mean,
      ways: joined(way({ [counter]: -1 }, ageing), ways(fault)),
    }));
  const holderFails = (taking = true) =>
    failures([], (fault) =>
      seenAtOnce(fault) ? onDeclared(plant, fault, taking) : [way({ [taking ? fault.lostTaking : fault.lost]: 1 })],
    );
  switch (counter) {
    case "act":
      return holderFails(false);
    case "tak":
      return [
        ...holderFails(),
        { rate: ["tak", "fo"], mean: takeover.law.mean, ways: joined(way({ tak: -1 }), onTakeoverEnd(plant)) },
      ];
    case "hum":
      return [...holderFails(), { rate: ["hum", "man"], mean: takeover.manual.mean, ways: [way({ hum: -1, act: 1 })] }];
    case "sp":
      if (plant.standby.factor === 0) return [];
      return failures(["alpha"], (fault) => [way({ [seenAtOnce(fault) ? fault.broken : fault.lostSpares]: 1 })]);
  }
  return recovery(plant, faults, counter);
}

/** Detection or repair: what happens to those that a counter of a fault counts. */
function recovery(plant: Plant, faults: readonly CountedFault[], counter: string): Ending[] {
  const few = (needsCrew: boolean) => needsCrew && plant.crews < plant.classes[0]!.count;
  const by = (key: "lost" | "lostTaking" | "lostSpares" | "broken" | "restarting" | "restartingTaking") =>
    faults.find((fault) => fault[key] === counter);
  const detected = (fault: CountedFault, ways: readonly Way[]): Ending[] => [
    { rate: [counter, fault.detects], mean: fault.fault.detection.mean, ways: joined(way({ [counter]: -1 }), ways) },
  ];
  const repaired = ({ fault, repairs }: CountedFault, ways: readonly Way[]): Ending[] => {
    const rate = [few(fault.needsCrew) ? `min(${counter},crews)` : counter, repairs];
    return [{ rate, mean: fault.repair.mean, ways: joined(way({ [counter]: -1 }), ways) }];
  };
  const lost = by("lost");
  if (lost) return detected(lost, onDeclared(plant, lost, false));
  const lostTaking = by("lostTaking");
  if (lostTaking) return detected(lostTaking, onDeclared(plant, lostTaking, true));
  const lostSpares = by("lostSpares");
  if (lostSpares) return detected(lostSpares, [way({ [lostSpares.broken]: 1 })]);
  const broken = by("broken");
  if (broken) return repaired(broken, freed(plant, faults));
  const restarting = by("restarting");
  if (restarting) return repaired(restarting, [way({ act: 1 })]);
  const restartingTaking = by("restartingTaking");
  return restartingTaking ? repaired(restartingTaking, onTaken(plant)) : [];
}

const seenAtOnce = ({ fault }: CountedFault): boolean => fault.detection.kind === "immediate";

function commandOf(from: string, { rate }: Ending, { when, share, change }: Way): Command {
  const updates = [...change].map(([counter, by]) =>
    by < 0 ? `(${counter}'=${counter}-1)` : `(${counter}'=min(${mostOf(counter)},${counter}+1))`,
  );
  const action = change.get("act") === -1 ? "lost" : "";
  return { action, when: [`${from}>0`, ...when], rate: [...rate, ...share], updates };
}

/** Counters that a shock fills. */
function shockFills(shock: CountedFault, spares: boolean): string[] {
  if (seenAtOnce(shock)) return spares ? ["wt", shock.broken] : [shock.broken];
  return spares ? [shock.lost, shock.lostSpares] : [shock.lost];
}

/** Every working node fails at once; seen at once, no spare is left to take a slot. */
function shockCommand(shock: CountedFault, working: readonly string[], spares: boolean): Command {
  const holders = working.filter((counter) => counter !== "sp").join("+");
  const all = working.join("+");
  const fill = (counter: string, more: string) => `(${counter}'=min(${mostOf(counter)},${counter}+${more}))`;
  const filled = seenAtOnce(shock)
    ? [...(spares ? [fill("wt", holders)] : []), fill(shock.broken, all)]
    : [fill(shock.lost, holders), ...(spares ? [fill(shock.lostSpares, "sp")] : [])];
  const emptied = working.map((counter) => `(${counter}'=0)`);
  return { action: "shock", when: [`${all}>0`], rate: [shock.strikes], updates: [...emptied, ...filled] };
}

/** The largest value of a counter, by name. */
export function mostOf(counter: string): string {
  if (counter.startsWith("rep")) return "nodes";
  return counter.startsWith("sp") ? "spares" : "slots";
}
