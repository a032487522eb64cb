import { expect, it } from "vitest";
import { mission } from "../../src/readings/mission/mission.js";
import { expectedDowntime, type Group, independent, outageBy } from "./independentUnits.js";

const HOUR = 3600;
const YEAR = 8766 * HOUR;

const GROUPS: Group[] = [
  { units: 20, life: 5000 * HOUR, repair: 10 * HOUR, spare: 3 },
  { units: 20, life: 1e5 * HOUR, repair: 10, spare: 1 },
  { units: 20, life: 20_000 * HOUR, repair: 300 * HOUR, spare: 4 },
];

it.each([HOUR, YEAR, 1e6 * YEAR])(
  "a mission of 9261 states over %d s is as by the product of their chances",
  (time) => {
    const chain = independent(GROUPS);
    expect(chain.states).toBe(9261);
    const found = mission(chain, time)!;
    expect(Math.abs(found.downtime / expectedDowntime(GROUPS, time) - 1)).toBeLessThan(1e-9);
    expect(Math.abs(found.unreliability / outageBy(GROUPS, time) - 1)).toBeLessThan(1e-9);
  },
);
