import { describe, expect, it } from "vitest";
import { clopperPearson } from "../../src/kernel/estimators/shares/clopperPearson.js";
import { coverage, MODELS, truthOf } from "./coverage.js";

/*
 * A part of the table that `npm run bench:coverage` prints (bench/coverage.md): 95 % intervals hold the known value in 92.6 to 97.5 % of
 * runs. An interval that always holds it is as wrong as one that seldom does: it is too long.
 */
const [LEAST, MOST] = [0.926, 0.975];
/** Activities of a run at most: what a person gets who waits a tenth of a second. */
const WORK = { maxEvents: 120_000 };
/** Of the band only what chance does not explain is outside: once in five hundred. */
const LEVEL = 0.998;

const frequent = Object.entries(MODELS).filter(([name]) => /^(one server|n\+1)/.test(name));

describe("of 300 runs, every figure's intervals hold what is known of it", () => {
  it.each(frequent)("%s, by ordinary simulation", (_, text) => {
    const { cells } = coverage(text, "crude", 300, truthOf(text, 8_000_000), WORK);
    const judged = cells.filter(({ runs }) => runs >= 150);
    expect(judged.map(({ figure }) => figure)).toContain("mission.downtime");
    expect(judged.length).toBeGreaterThan(20);
    const outside = judged.filter(({ held, runs }) => {
      const { low, high } = clopperPearson(held, runs, LEVEL);
      return high < LEAST || low > MOST;
    });
    expect(outside).toEqual([]);
  });
});

it("told to accelerate where outages are frequent, it says that it does not", () => {
  const text = MODELS["3 of 5, 50 h / 10 h, 2 crews"]!;
  const { fellBack, cells } = coverage(text, "accelerated", 12, truthOf(text, 1_000_000), WORK);
  expect(fellBack).toBe(12);
  const { held, runs } = cells.find(({ figure }) => figure === "unavailability")!;
  expect(clopperPearson(held, runs, LEVEL).high).toBeGreaterThan(LEAST);
});
