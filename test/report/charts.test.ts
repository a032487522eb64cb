import { describe, expect, it, test } from "vitest";
import { comparisonChart } from "../../src/report/charts/comparisonChart.js";
import { resultChart } from "../../src/report/charts/resultChart.js";
import { chartSvg } from "../../src/report/charts/svg.js";
import type { Result } from "../../src/study/result.js";
import { exact, missed, nothingSeen, simulated } from "./samples.js";

const compared = (...results: Result[]) => comparisonChart({ results });
/** The texts drawn, in order. */
const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]+)<\/text>/g)].map((match) => match[1]);

describe("the chart of a comparison", () => {
  it("stacks phases where the sizes are alike, in the unit people would use", async () => {
    const drawn = texts(await chartSvg(compared(simulated, missed)));
    expect(drawn).toEqual(
      expect.arrayContaining(["Downtime per year and service", "hours per year", "n+1", "active-passive"]),
    );
    expect(drawn).toEqual(expect.arrayContaining(["52.6 min", "2.81 h", "failover", "manual recovery"]));
  });
  it("draws points on a logarithmic axis where they differ more than thirtyfold", async () => {
    const drawn = texts(await chartSvg(compared(simulated, missed, nothingSeen)));
    expect(drawn).toEqual(expect.arrayContaining(["hours per year (logarithmic)", "none seen, at most 44.2 s"]));
  });
  it("has few lines to look through", async () => {
    const svg = await chartSvg(compared(simulated, missed, nothingSeen));
    expect([...svg.matchAll(/<line [^>]*stroke="#e6e6e6"/g)].length).toBeLessThan(20);
  });
  it("tells an architecture from itself", async () => {
    const drawn = texts(await chartSvg(compared(simulated, { ...simulated, nodes: 8 }, exact)));
    expect(drawn).toEqual(expect.arrayContaining(["n+1, 6 nodes (1)", "n+1, 8 nodes", "n+1, 6 nodes (2)"]));
  });
});

describe("the chart of a result", () => {
  it("shows what the downtime comes from", async () => {
    const drawn = texts(await chartSvg(resultChart(simulated)));
    expect(drawn).toEqual(
      expect.arrayContaining(["while in", "begun by", "manual recovery", "hardware", "hours per year"]),
    );
  });
  it("says so where nothing went down", async () => {
    expect(texts(await chartSvg(resultChart(nothingSeen)))).toContain("no downtime was seen");
  });
});

test("the same chart has the same bytes", async () => {
  const draw = () => chartSvg(compared(simulated, missed, nothingSeen));
  expect(await draw()).toBe(await draw());
});
