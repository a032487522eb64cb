import { describe, expect, it } from "vitest";
import { resultCsv } from "../../src/report/csv.js";
import { missed, nothingSeen, simulated } from "./samples.js";

const rows = (text: string) => text.trimEnd().split("\n");

describe("CSV", () => {
  it("has one row a figure, named by its path in --json", () => {
    const lines = rows(resultCsv([missed]));
    expect(lines[0]).toBe("scenario,architecture,figure,mean,low,high,level");
    expect(lines).toContain("two-node database,active-passive,nodes,2,,,");
    expect(lines).toContain("two-node database,active-passive,outageDuration.p99,5400,4860,6480,0.95");
    expect(lines).toContain("two-node database,active-passive,cost.lines[1].perYear,3960,,,");
    expect(lines.filter((line) => line.includes("rto.withinShare"))).toHaveLength(1);
  });
  it("leaves empty what is not known", () => {
    const lines = rows(resultCsv([nothingSeen]));
    expect(lines).toContain("nothing seen,active-active,planned,,0,,1");
    expect(lines).toContain("nothing seen,active-active,outagesPerYear,,0,0.003,0.95");
    expect(lines.join()).not.toMatch(/Infinity|NaN|null/);
  });
  it("puts several results below one another, under one head", () => {
    const both = rows(resultCsv([simulated, missed]));
    expect(both).toHaveLength(rows(resultCsv([simulated])).length + rows(resultCsv([missed])).length - 1);
  });
  it.each([
    ["=1+1", "'=1+1"],
    ["+cmd", "'+cmd"],
    ["-x", "'-x"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["-5", "-5"],
    ["+1e3", "+1e3"],
    ['=HYPERLINK("a,b")', `"'=HYPERLINK(""a,b"")"`],
    ["plain", "plain"],
  ])("makes no formula of a scenario called %s", (scenario, cell) => {
    expect(rows(resultCsv([{ ...simulated, scenario }]))[1]).toBe(`${cell},n+1,nodes,6,,,`);
  });
  it("keeps negative numbers numbers", () => {
    const negative = { ...simulated, figures: { drift: { mean: -1, low: -2, high: -0.5, level: 0.95 } } };
    expect(rows(resultCsv([negative]))).toContain(`"five services, one spare",n+1,figures.drift,-1,-2,-0.5,0.95`);
  });
});
