import { test, expect } from "vitest";
import { writeFileSync } from "node:fs";
import { comparisonChart } from "../../src/report/comparisonChart.js";
import { resultChart } from "../../src/report/resultChart.js";
import { chartSvg } from "../../src/report/svg.js";
import * as s from "./samples.js";
test("draw", async () => {
  writeFileSync("/tmp/a.svg", await chartSvg(comparisonChart({ results: [s.simulated, s.missed, s.exact], differences: [] })));
  writeFileSync("/tmp/b.svg", await chartSvg(comparisonChart({ results: [s.simulated, s.missed, s.nothingSeen], differences: [] })));
  writeFileSync("/tmp/c.svg", await chartSvg(resultChart(s.simulated)));
  writeFileSync("/tmp/d.svg", await chartSvg(comparisonChart({ results: [s.nothingSeen], differences: [] })));
  writeFileSync("/tmp/e.svg", await chartSvg(resultChart(s.nothingSeen)));
  expect(await chartSvg(resultChart(s.simulated))).toBe(await chartSvg(resultChart(s.simulated)));
});
