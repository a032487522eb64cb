import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { questionOf, scenarioRead } from "../../src/cli/question.js";
import { loadCatalogue } from "../../src/library/catalogue.js";
import { plan } from "../../src/planner/plan.js";
import { briefPlan } from "../../src/planner/planText.js";
import { briefText } from "../../src/report/answer/briefText.js";
import { briefDrill } from "../../src/report/drill/briefDrill.js";
import { briefExperiment } from "../../src/report/drill/briefExperiment.js";
import { MOST_LINES } from "../../src/report/words/tenSeconds.js";
import { answer } from "../../src/study/answer.js";
import { playDrill } from "../../src/study/drill/drill.js";
import { playExperiment } from "../../src/study/drill/experiment.js";
import { DEFAULT_ASK } from "../../src/study/method/ask.js";
import type { Result } from "../../src/study/result.js";
import { about, exact, missed, nothingSeen, simulated } from "./samples.js";

const PLAIN = { colour: false, width: 100 };
/** Enough to have figures of every kind, and quick. */
const QUICK = { ...DEFAULT_ASK, method: "crude" as const, replications: 2, maxEvents: 3_000 };

const folder = (name: string) =>
  readdirSync(join("scenarios", name))
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => join("scenarios", name, file));

/** Longest line and number of lines, and the way to the rest. */
function fits(text: string): void {
  const lines = text.trimEnd().split("\n");
  expect(lines.length).toBeLessThanOrEqual(MOST_LINES);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100);
  expect(lines.at(-1)).toContain("--details");
}

describe("what a person reads in ten seconds", () => {
  it("is 25 lines", () => expect(MOST_LINES).toBe(25));

  it.each(folder("."))("of %s fits", (file) => {
    const { scenario: asked, design } = questionOf(file, {});
    const text = briefText(answer(asked, design, QUICK), PLAIN);
    fits(text);
    for (const words of ["availability", "down a year", "outages", "costs a year", asked.architecture]) {
      expect(text).toContain(words);
    }
  });

  it.each(folder("drills"))("of %s fits", (file) => {
    const { scenario: asked } = scenarioRead(file, file);
    if (asked.experiment) {
      const { design } = questionOf(file, {});
      const few = { ...asked.experiment, trials: Math.min(20, asked.experiment.trials) };
      fits(briefExperiment(playExperiment(asked, design, few), PLAIN));
    } else fits(briefDrill(playDrill(asked, { ...asked.drill!, trials: 50 }), PLAIN));
  });

  it.each(folder("decisions").slice(1, 2))("of the plan %s fits", (file) => {
    const planned = plan({
      text: readFileSync(file, "utf8"),
      fileName: file,
      catalogue: loadCatalogue(),
      overrides: {},
    });
    if ("problems" in planned) throw new Error(planned.problems[0]?.message);
    const text = briefPlan(planned, PLAIN);
    fits(text);
    expect(text).toMatch(/^(Buy|Nothing considered)/);
  });

  const burdened: Result = {
    ...missed,
    objectives: Array.from({ length: 9 }, (_, i) => ({ ...missed.objectives[0]!, name: `objective ${i}` })),
    warnings: Array.from({ length: 12 }, (_, i) => ({
      code: `code-${i}`,
      text: "a warning of many words ".repeat(20),
    })),
    defaultsThatMatter: Array.from({ length: 6 }, () => {
      return { what: "manualRecovery", value: "lognormal, mean 1.5 h", worst: "lognormal, mean 4 h", factor: 2.2 };
    }),
    inputUncertainty: { low: 1e-7, high: 1e-3 },
  };

  it.each(Object.entries({ simulated, exact, missed, nothingSeen, burdened }))("of the sample %s fits", (_, result) => {
    fits(briefText(result, PLAIN));
  });

  it("tells warnings as far as there is room, and counts the others", () => {
    const few = { ...simulated, warnings: burdened.warnings.slice(0, 5) };
    expect(briefText(few, PLAIN)).toMatch(/\[code-0\]|more warnings: --details|… /);
    expect(briefText(few, PLAIN)).toMatch(/\d more warnings?: --details/);
  });

  it("names the three largest causes with their shares, seen in no case as all when there are others", () => {
    const downtimeByPhase = { detection: about(1), failover: about(999_999), restart: about(2), storage: about(3) };
    const text = briefText({ ...simulated, downtimeByPhase }, PLAIN);
    expect(text).toContain(">99 % failover, <1 % storage, <1 % restart");
    expect(text).not.toContain("detection");
  });

  it("says which defaults matter, in one digit: a ranking is no measurement", () => {
    const defaultsThatMatter = [{ what: "coverage", value: "97.5 %", worst: "90 %", factor: 3.437 }];
    expect(briefText({ ...simulated, defaultsThatMatter }, PLAIN)).toContain("coverage 97.5 % (if 90 %: about ×3)");
  });
});
