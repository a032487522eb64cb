import type { Activity, Choice } from "../../kernel/assembly/part.js";
import type { ClusterBench, ClusterPart } from "../clusterPart.js";
import type { OriginId } from "../ids.js";
import { Mark, PHASES } from "../vocabulary.js";
import { halt, resume } from "../work/work.js";
import type { StorageSpec } from "./storageSection.js";

const STORAGE = PHASES.indexOf("storage");

interface Storage extends ClusterBench {
  readonly spec: StorageSpec;
  readonly origin: OriginId;
  readonly unitFails: Activity;
  readonly unitRebuilt: Activity;
  readonly headFails: Activity;
  readonly headMended: Activity;
  readonly restored: Activity;
  readonly readable: Choice;
  /** Of each unit: 1 = lost; its place among those that wait to be rebuilt. */
  readonly lost: Int32Array;
  readonly turn: Int32Array;
  /** One cell each: rebuilds that run, units that wait, the head is down, the data is lost, its domain is down. */
  readonly rebuilding: Int32Array;
  readonly waiting: Int32Array;
  readonly headDown: Int32Array;
  readonly dataLost: Int32Array;
  readonly dark: Int32Array;
}

/**
 * Storage that all nodes work on. Units are lost and rebuilt; with more lost at once than it survives, or the last redundant copy
 * unreadable, the data is lost and comes back from the backup. While it is lost, or what is in front of it or around it is down,
 * no node can serve.
 */
export const storage: ClusterPart = {
  name: "storage",
  origins: (plant) => (plant.storage ? ["storage"] : []),
  build({ plant: { storage: spec }, originNamed }) {
    if (!spec) return undefined;
    const one = { name: "unit of storage", fault: "storage unit", count: spec.units };
    return {
      groups: [
        { name: "unit", size: spec.units, fields: { lost: "value", turn: "rank" } },
        {
          name: "storage",
          size: 1,
          fields: { rebuilding: "value", waiting: "label", headDown: "value", dataLost: "value", dark: "value" },
        },
      ],
      activities: {
        unitFails: { of: "unit", clock: true },
        unitRebuilt: { of: "unit" },
        headFails: { of: "storage", clock: true },
        headMended: { of: "storage" },
        restored: { of: "storage" },
      },
      choices: { readable: { of: "storage", mayFail: true } },
      levels: ["dataLost"],
      fails: spec.head ? [one, { name: "head of storage", fault: "storage head", count: 1 }] : [one],
      bind(bench) {
        const { activity, view } = bench;
        const own: Storage = {
          ...bench,
          spec,
          origin: originNamed("storage"),
          unitFails: activity("unitFails"),
          unitRebuilt: activity("unitRebuilt"),
          headFails: activity("headFails"),
          headMended: activity("headMended"),
          restored: activity("restored"),
          readable: bench.choice("readable"),
          lost: view("unit", "lost"),
          turn: view("unit", "turn"),
          rebuilding: view("storage", "rebuilding"),
          waiting: view("storage", "waiting"),
          headDown: view("storage", "headDown"),
          dataLost: view("storage", "dataLost"),
          dark: view("storage", "dark"),
        };
        const { headDown, dark, origin } = own;
        return {
          hears: {
            begin: () => begin(own),
            domainTurned(domain, isDown) {
              if (domain === spec.domain) turn(own, dark, isDown ? 1 : 0);
            },
          },
          ends: {
            unitFails: (unit) => unitFailed(own, unit),
            unitRebuilt: (unit) => rebuilt(own, unit),
            headFails() {
              own.headMended.start(0, spec.head!.repair);
              turn(own, headDown, 1);
            },
            headMended() {
              own.headFails.start(0, spec.head!.life);
              turn(own, headDown, 0);
            },
            restored: () => restored(own),
          },
          blames: { unitFails: () => origin, headFails: () => origin },
          answers: { attribute: (seconds, sums, from) => attribute(own, seconds, sums, from) },
          measure(levels, from) {
            levels[from] = own.dataLost[0]!;
          },
          countFailed(counts, from) {
            for (const is of own.lost) counts[from]! += is;
            if (spec.head) counts[from + 1]! += headDown[0]!;
          },
        };
      },
    };
  },
};

function begin({ spec, unitFails, headFails }: Storage): void {
  for (let unit = 0; unit < spec.units; unit++) unitFails.start(unit, spec.life);
  if (spec.head) headFails.start(0, spec.head.life);
}

/** One of the things that keep the data out of reach begins, or is over. */
function turn(own: Storage, cell: Int32Array, value: 0 | 1): void {
  const before = isOut(own);
  cell[0] = value;
  const now = isOut(own);
  if (now && !before) halt(own);
  if (before && !now) resume(own);
}

const isOut = ({ headDown, dataLost, dark }: Storage): boolean => headDown[0]! + dataLost[0]! + dark[0]! > 0;

function unitFailed(own: Storage, unit: number): void {
  const { spec, lost, readable } = own;
  lost[unit] = 1;
  let gone = 0;
  for (const is of lost) gone += is;
  const isLast = gone === spec.survives && spec.unreadable > 0;
  if (gone > spec.survives || (isLast && readable(0, [1 - spec.unreadable, spec.unreadable]) === 1))
    return dataGone(own);
  queue(own, unit);
}

/** Units are rebuilt in the order in which they were lost, as many at once as there are rebuilds. */
function queue({ spec, turn, work, rebuilding, waiting, unitRebuilt }: Storage, unit: number): void {
  if (rebuilding[0]! < spec.rebuilds) {
    rebuilding[0]!++;
    unitRebuilt.start(unit, spec.rebuild);
    return;
  }
  turn[unit] = ++work.tickets[0]!;
  waiting[0]!++;
}

function rebuilt(own: Storage, unit: number): void {
  const { spec, lost, turn, rebuilding, waiting, unitFails } = own;
  lost[unit] = 0;
  unitFails.start(unit, spec.life);
  rebuilding[0]!--;
  if (waiting[0] === 0) return;
  let first = -1;
  for (let other = 0; other < turn.length; other++)
    if (turn[other]! > 0 && (first < 0 || turn[other]! < turn[first]!)) first = other;
  turn[first] = 0;
  waiting[0]!--;
  queue(own, first);
}

/** Nothing is left to rebuild from: the units are replaced, and the backup is read back. */
function dataGone(own: Storage): void {
  const { spec, lost, unitFails, unitRebuilt } = own;
  own.mark(Mark.DATA_LOST, 0);
  for (let unit = 0; unit < spec.units; unit++) {
    unitFails.cancel(unit);
    unitRebuilt.cancel(unit);
  }
  lost.fill(0);
  own.turn.fill(0);
  own.rebuilding[0] = 0;
  own.waiting[0] = 0;
  own.restored.start(0, spec.restore);
  turn(own, own.dataLost, 1);
}

function restored(own: Storage): void {
  for (let unit = 0; unit < own.spec.units; unit++) own.unitFails.start(unit, own.spec.life);
  turn(own, own.dataLost, 0);
}

/** While the data is out of reach, that is why nothing is served, whatever else is wrong. */
function attribute(own: Storage, seconds: number, sums: Float64Array, from: number): true | undefined {
  if (!isOut(own)) return undefined;
  sums[from + STORAGE]! += seconds;
  sums[from + PHASES.length + own.origin]! += seconds;
  return true;
}
