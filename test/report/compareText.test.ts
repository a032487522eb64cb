import { describe, expect, it } from "vitest";
import { compareText } from "../../src/report/compareText.js";
import type { Comparison } from "../../src/study/comparison.js";
import { about, missed, nothingSeen, simulated } from "./samples.js";

const comparison: Comparison = {
  results: [simulated, missed, nothingSeen].map((result) => ({ ...result, warnings: [] })),
  differences: [
    {
      architecture: "active-passive",
      against: "n+1",
      downtimePerYear: about(6900),
      outagesPerYear: { mean: -0.02, low: -0.05, high: 0.01, level: 0.95 },
    },
  ],
};
const text = (width: number, colour = false) => compareText(comparison, { colour, width });

describe("compare", () => {
  it("has a row for each architecture, per service", () => {
    expect(text(200).split("\n").slice(3, 7)).toEqual([
      "├──────────────────┼─────────────────────┼─────────────────────┼──────────────────────┼─────────────────┤",
      "│ n+1              │ 99.9900 %           │ 0.420/year          │ no RTO asked         │ $24,360         │",
      "│ 5 active + 1     │ 52.6 min/year       │ (0.391–0.449)       │ 95 % within 1.25 min │                 │",
      "│ spare, 6 nodes   │ (48.9–56.3)         │                     │ (1.21–1.29)          │                 │",
    ]);
    expect(text(200)).toContain("│ RTO missed ");
    expect(text(200)).toContain("│ in all $62,100 ");
  });
  it("heads each column with what stands in it", () => {
    const head = text(200).split("\n")[2]!;
    expect(head.split("│").map((cell) => cell.trim())).toEqual([
      "",
      "architecture",
      "availability",
      "outages",
      "recovery",
      "cost a year",
      "",
    ]);
  });
  it("becomes a list where the table would not fit", () => {
    expect(text(80)).not.toContain("│");
    expect(text(80)).toContain(
      "active-passive: 1 active + 1 standby, 2 nodes\n  availability  99.9680 %, 2.81 h/year (2.61–3.00)\n",
    );
    expect(text(80)).toContain("none seen, at most 44 s/year");
  });
  it("warns before the table, once of each thing, with the designs it concerns", () => {
    const warnings = [{ code: "overload", text: "too few are left" }];
    const results = [
      { ...simulated, warnings },
      { ...missed, warnings },
      { ...nothingSeen, warnings: [{ code: "warmup", text: "too short" }] },
    ];
    const named = results.map((result, i) => ({ ...result, architecture: ["n+1", "active-passive", "n+m"][i]! }));
    const lines = compareText({ results: named, differences: [] }, { colour: false, width: 200 }).split("\n");
    expect(lines.slice(0, 4)).toEqual([
      "warning: n+1, active-passive: too few are left [overload]",
      "warning: n+m: too short [warmup]",
      "",
      "Per service",
    ]);
  });
  it("tells the differences, and which are not clear", () => {
    expect(text(80).split("\n").slice(-4)).toEqual([
      "Difference to n+1, per service",
      "                  downtime                  outages",
      "  active-passive  +1.92 h/year (1.78–2.05)  −0.020/year (−0.050 to 0.010), not clear",
      "",
    ]);
  });
  it("has no escape codes without colour, and the same table with it", () => {
    expect(text(200)).not.toContain("\u001b");
    expect(text(200, true)).toContain("\u001b[31mmissed");
    expect(text(200, true)).toContain("┌");
  });
});
