import { describe, expect, it } from "vitest";
import { compareText } from "../../src/report/compareText.js";
import type { Comparison } from "../../src/study/compare/comparison.js";
import { purchaseOf } from "../../src/study/compare/purchases.js";
import { about, missed, nothingSeen, simulated } from "./samples.js";

const results = [simulated, missed, nothingSeen].map((result) => ({ ...result, warnings: [] }));
const work: Pick<Comparison, "unit" | "purchases"> = {
  unit: { services: 5, because: "what n+1 of 6 nodes carries" },
  purchases: [
    { design: 0, copies: 1, each: 5, alternative: false },
    { design: 1, copies: 5, each: 1, alternative: false },
    { design: 2, copies: 5, each: 1, alternative: false },
    { design: 1, copies: 3, each: 1, alternative: true },
  ].map((bought) => purchaseOf(bought, results)),
};
const comparison: Comparison = {
  ...work,
  results,
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
    expect(text(200).split("\n").slice(5, 9)).toEqual([
      "├──────────────────┼─────────────────────┼─────────────────────┼──────────────────────┤",
      "│ n+1              │ 99.9900 %           │ 0.420/year          │ no RTO asked         │",
      "│ 5 active + 1     │ 52.6 min/year       │ (0.391–0.449)       │ 95 % within 1.25 min │",
      "│ spare, 6 nodes   │ (48.9–56.3)         │                     │ (1.21–1.29)          │",
    ]);
    expect(text(200)).toContain("│ RTO missed ");
  });
  it("heads each column with what stands in it", () => {
    const head = text(200).split("\n")[4]!;
    expect(head.split("│").map((cell) => cell.trim())).toEqual([
      "",
      "architecture",
      "availability",
      "outages",
      "recovery",
      "",
    ]);
  });
  it("has all services of each purchase together, with its nodes and money, under a heading that says so", () => {
    const lines = text(200).split("\n");
    const from = lines.indexOf("All of them together");
    expect(lines.slice(from + 2, from + 6).map((line) => line.replace(/ {2,}/g, "|"))).toEqual([
      expect.stringMatching(/^\|n\+1\|6\|5 of 5\|4.30 h\/year/),
      expect.stringMatching(/^\|5 × active-passive\|10\|5 of 5\|/),
      expect.stringMatching(/^\|5 × active-active\|15\|5 of 5\|none seen; at most/),
      expect.stringMatching(/^\|instead: 3 × active-passive\|6\|3 of 5\|/),
    ]);
  });
  it("says first what all are compared for", () => {
    expect(text(200).split("\n")[0]).toBe("For the same work: 5 services, what n+1 of 6 nodes carries");
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
    const lines = compareText({ ...work, results: named, differences: [] }, { colour: false, width: 200 }).split("\n");
    expect(lines.slice(2, 6)).toEqual([
      "warning: n+1, active-passive: too few are left [overload]",
      "warning: n+m: too short [warmup]",
      "",
      "Each service by itself",
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
