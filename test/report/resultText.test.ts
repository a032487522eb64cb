import { describe, expect, it, test } from "vitest";
import { resultText } from "../../src/report/answer/resultText.js";
import type { Result } from "../../src/study/result.js";
import { about, exact, missed, nothingSeen, simulated } from "./samples.js";

const PLAIN = { colour: false, width: 100 };
const told = (result: Result) => resultText(result, PLAIN);

/** The lines of one section: from its heading to the next empty line. */
function section(text: string, heading: string): string {
  const lines = text.slice(text.indexOf(`\n${heading}`) + 1).split("\n");
  return lines.slice(0, lines.indexOf("")).join("\n");
}

test("it begins with what was understood and follows the order in which people read", () => {
  const text = told(missed);
  const places = ["active-passive: 1 active + 1 standby, 2 nodes", "warning:", "Objectives", "Figures", "Durations"]
    .concat(["Causes of downtime", "Cost a year", "Assumed", "Not modelled", "Notes", "Made by"])
    .map((words) => text.indexOf(words));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

describe("objectives", () => {
  it("says of each whether it is met, what was asked and what came out", () => {
    expect(section(told(missed), "Objectives")).toBe(
      [
        "Objectives",
        "  met     availability  asked 99.9%                 got 99.966% to 99.97%",
        "  missed  rto           asked 60 s in 90% of years  got 70.8% to 75.2% of years without a violation",
        "  outages longer than 1 min from the disruption  0.31/year (0.28–0.34)",
        "  outages within it                              85.2 % (84.3–86.1)",
      ].join("\n"),
    );
  });
  it("without an RTO names the recovery time one could promise", () => {
    expect(told(simulated)).toContain("95 % of outages end within 1.25 min, 99 % within 1.5 h");
  });
  it("does not promise what it has not seen", () => {
    expect(told(nothingSeen)).toContain("none from this run, in which no outage was seen");
    expect(told(exact)).toContain("the exact reading follows no single outages");
  });
});

describe("figures", () => {
  it("stand per service and for all, with intervals", () => {
    expect(section(told(simulated), "Figures").split("\n").slice(0, 7).join("\n")).toBe(
      [
        "Figures  with 95 % intervals",
        "                       each service                 all 5 up",
        "  availability         99.9900 % (99.9893–99.9907)  99.9510 % (99.9476–99.9544)",
        "  nines                4.00 (3.97–4.03)             3.31 (3.28–3.34)",
        "  downtime             52.6 min/year (48.9–56.3)    4.30 h/year (3.99–4.60)",
        "                       4.38 min/month (4.08–4.69)   21.5 min/month (20.0–23.0)",
        "  outages              0.420/year (0.391–0.449)     2.10/year (1.95–2.25)",
      ].join("\n"),
    );
  });
  it("of one service stand once", () => {
    expect(told(missed)).not.toContain("each service");
  });
  it("that are exact have no interval", () => {
    expect(section(told(exact), "Figures")).not.toMatch(/–\d/);
  });
  it("that are exact for other laws than asked say so at their head", () => {
    const note = (activity: string, by: string) =>
      `replaced: the lognormal law of ${activity} by ${by} with the same mean (--phases ${activity}=10 comes nearer)`;
    const head = (...notes: string[]) => section(told({ ...exact, notes }), "Figures").split("\n")[0];
    expect(head()).toBe("Figures  exact");
    expect(head(note("repair", "exponential"))).toBe("Figures  exact for exponential stand-ins of 1 law (Notes)");
    expect(head(note("repair", "exponential"), note("detect", "Erlang with 9 phases"))).toBe(
      "Figures  exact for stand-ins of 2 laws (Notes)",
    );
  });
  it("that were not seen are bounds", () => {
    const figures = section(told(nothingSeen), "Figures");
    expect(figures).toContain("availability         at least 99.99986 %");
    expect(figures).toContain("none seen; at most 44 s/year");
  });
  it("that are not modelled are left out", () => {
    expect(told(simulated)).not.toContain("not known");
    expect(told(simulated)).not.toContain("two writers");
  });
  it("tell what the presets leave open, as time", () => {
    expect(told(missed)).toContain("anything from 57.9 min to 8.59 h a year");
  });
});

test("a year within which most years stay without downtime is not told as none in the model", () => {
  const zero = { mean: 0, low: 0, high: 0, level: 0.95 };
  const rare = { mean: 12, low: 0, high: 30, level: 0.95 };
  const yearlyDowntime = { without: about(0.9), within: [], quantiles: { p50: zero, p95: zero, p99: rare } };
  const years = section(told({ ...simulated, yearlyDowntime }), "Single years");
  expect(years).toContain("95 % of years within  no downtime\n");
  expect(years).toContain("99 % of years within  12 s (0–30)");
});

test("durations that were all of no length are no absence of durations", () => {
  const zero = { mean: 0, low: 0, high: 0, level: 0.95 };
  const timeToDetect = { mean: zero, p5: zero, p50: zero, p95: zero, p99: zero, max: 0, count: 22_426 };
  const durations = section(told({ ...simulated, timeToDetect }), "Durations");
  expect(durations).not.toContain("none in this model");
  expect(durations).toMatch(/^ {2}mean +0 s /m);
});

describe("causes", () => {
  it("are sorted, and tiny ones folded", () => {
    expect(
      section(told(simulated), "Causes")
        .split("\n")
        .slice(1, 5)
        .map((line) => line.slice(0, 48).trimEnd()),
    ).toEqual([
      "  while in  failover          45 %  █████████",
      "            manual recovery   37 %  ███████",
      "            detection         18 %  ████",
      "            2 others          <1 %",
    ]);
  });
  it("are left out where nothing went down", () => {
    expect(told(nothingSeen)).not.toContain("Causes");
  });
});

test("costs are added up, and a bad year is told", () => {
  const cost = section(told(missed), "Cost");
  expect(cost).toContain("outages                    $52,600 (48,900–56,300)");
  expect(cost).toContain("1 year in 20 costs         $310,000 (280,000–340,000) or more");
  expect(told(simulated)).toContain("not priced: say what they cost (--downtime-cost)");
});

test("a seed with blanks is quoted for the shell that replays it", () => {
  expect(told(missed)).toContain("--seed 'a seed with blanks' --replications 1840");
  expect(told(exact)).not.toContain("--seed");
});

describe("for any sample", () => {
  const samples = Object.entries({ simulated, missed, exact, nothingSeen });
  it.each(samples)("%s: never 100 %%, never ± 0, never NaN or infinity", (_, result) => {
    expect(told(result)).not.toMatch(/(^|[^\d.])100(\.0*)? %|± 0|NaN|Infinity|undefined|null/m);
  });
  it.each(samples)("%s: colour adds escape codes and nothing else", (_, result) => {
    const coloured = resultText(result, { ...PLAIN, colour: true });
    expect(coloured).not.toBe(told(result));
    expect(
      coloured
        .split("\u001b[")
        .map((part, i) => (i === 0 ? part : part.replace(/^\d+m/, "")))
        .join(""),
    ).toBe(told(result));
  });
  it.each(samples)("%s: prose keeps to the width", (_, result) => {
    const lines = resultText(result, { colour: false, width: 60 }).split("\n");
    const prose = lines.slice(lines.indexOf("Assumed"), lines.indexOf("Made by"));
    for (const line of prose) expect(line.length, line).toBeLessThanOrEqual(60);
  });
});
