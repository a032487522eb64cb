import { expect } from "vitest";
import type { PrismModel } from "../../src/cluster/prism/prismModel.js";
import type { Model } from "../../src/kernel/model.js";
import { exactFigures } from "../../src/study/figures/exact.js";
import { readModel, readProperties } from "./prismGrammar.js";
import { answer, buildChain } from "./prismReader.js";

const HOUR = 3600;
const YEAR_HOURS = 8766;

/** What another program makes of the text. */
export function figuresFromText(text: PrismModel): Map<string, number> {
  if ("obstacles" in text) throw new Error(text.obstacles.join("; "));
  return answer(buildChain(readModel(text.model)), readProperties(text.properties));
}

/** Figures by the names of the properties. */
type Figures = ReadonlyMap<string, number | null | undefined>;

/** What hasim says, in hours, under the names of the properties. */
export function ourFigures(model: Model, horizon: number, maxStates = 3000): Figures {
  const { unavailability, degraded, served, outagesPerYear, mttf, mission, figures } = exactFigures(model, horizon, {
    maxStates,
    insight: false,
  });
  return new Map([
    ["unavailability", unavailability.mean],
    ["degradedShare", degraded.mean],
    ["served", served.mean],
    ["outagesPerHour", Number(outagesPerYear.mean) / YEAR_HOURS],
    ["missionDowntime", mission && Number(mission.downtime.mean) / HOUR],
    ["missionOutages", mission?.outages.mean],
    ["unreliability", mission?.unreliability.mean],
    ["mttf", mttf ? Number(mttf.mean) / HOUR : Number.POSITIVE_INFINITY],
    ["partitioned", figures.partitioned?.mean],
  ]);
}

export function expectSame(theirs: ReadonlyMap<string, number>, ours: Figures, within: number): void {
  for (const [name, value] of theirs) {
    const mine = ours.get(name) as number;
    if (value === mine) continue;
    expect(Math.abs(value / mine - 1), `${name}: ${value} from the text, ${mine} from hasim`).toBeLessThan(within);
  }
}
