import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { quantileRanks } from "../../src/kernel/estimators/durations/quantileRanks.js";
import { type Measured, measuredOf } from "../protocols/judge.js";
import {
  corosyncReading,
  etcdReading,
  haproxyReading,
  keepalivedReading,
  pacemakerReading,
  patroniReading,
  type Reading,
  sentinelReading,
  zookeeperReading,
} from "../protocols/settings.js";
import { scenario } from "./catalogue.js";

const folder = new URL("../../scenarios/measured/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
const fileOf = ({ system, setting, fault }: Measured) =>
  `${[system, setting, fault].join("-").replaceAll("_", "-")}.yaml`;

/** What a file must say of a measured row, and of it in words of the platform. */
function row<S>({ system, protocol, settings, faults }: Reading<S>) {
  return measuredOf(system).map((measured) => ({
    file: fileOf(measured),
    measured,
    drill: { platform: protocol.name, settings: settings(measured.setting), fault: faults[measured.fault] },
  }));
}

const rows = [
  ...row(etcdReading),
  ...row(sentinelReading),
  ...row(keepalivedReading),
  ...row(corosyncReading),
  ...row(pacemakerReading),
  ...row(patroniReading),
  ...row(haproxyReading),
  ...row(zookeeperReading),
];

const FIGURES = { timeToDetect: "ttd", timeToRecover: "ttr" } as const;

/** The 99 % order-statistic interval of each quantile, widened by 0.1 s and 5 %. */
function expectations(measured: Measured) {
  return Object.entries(FIGURES).flatMap(([figure, column]) => {
    const seen = measured[column];
    return [0.05, 0.5, 0.95].flatMap((q) => {
      if (seen.length === 0) return [];
      const { low, high } = quantileRanks(seen.length, q, 0.99);
      return {
        figure: `${figure}.p${100 * q}`,
        least: low < 1 ? 0 : Math.max(0, seen[low - 1] * 0.95 - 0.1),
        greatest: high > seen.length ? Number.POSITIVE_INFINITY : seen[high - 1] * 1.05 + 0.1,
      };
    });
  });
}

it("there is a file for every setting and fault that was measured 20 times, and no other", () => {
  expect(rows.length).toBeGreaterThanOrEqual(19);
  expect(rows.map(({ file }) => file).sort()).toEqual([...files].sort());
});

describe.each(rows)("$file", ({ file, measured, drill }) => {
  const read = scenario(readFileSync(new URL(file, folder), "utf8"));

  it("asks for the settings and the fault that were measured", () => {
    expect(read.drill).toMatchObject(drill);
    // What was measured is the servers' part: no client stood there.
    const own = (settings: object) => Object.keys(settings).filter((name) => name !== "clients");
    expect(own(read.drill?.settings ?? {}).sort()).toEqual(own(drill.settings as object).sort());
  });

  it("expects what was measured, to the millisecond, and names its source", () => {
    const expected = expectations(measured);
    expect(read.expect.map(({ figure }) => figure)).toEqual(expected.map(({ figure }) => figure));
    for (const [i, { least, greatest }] of expected.entries()) {
      const [low, high] = read.expect[i].between ?? [Number.NaN, Number.NaN];
      expect(Math.abs(low - least)).toBeLessThanOrEqual(0.001);
      if (greatest === Number.POSITIVE_INFINITY) expect(high).toBe(greatest);
      else expect(Math.abs(high - greatest)).toBeLessThanOrEqual(0.001);
      expect(read.expect[i].source).toMatch(/ - \d+ trials$/);
    }
  });
});
