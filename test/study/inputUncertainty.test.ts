import { describe, expect, it } from "vitest";
import { designOf } from "../../src/study/answer.js";
import { inputUncertainty } from "../../src/study/inputUncertainty.js";
import { DEFAULT_ASK } from "../../src/study/method/ask.js";
import { scenario } from "../scenario/catalogue.js";

function contender(text: string) {
  const fitted = designOf(scenario(text));
  if (!("design" in fitted)) throw new Error(JSON.stringify(fitted));
  return fitted;
}

const server = (repair: string, nodes = 1) =>
  contender(
    `architecture: ${nodes === 1 ? "single" : "n+1"}\nnodes: ${nodes}\nnode: {failures: {hardware: {life: 1000h, repair: ${repair}}}}\ndetection: immediate\ntakeover: immediate\ncoverage: 100%\n`,
  );
const [asked, good, bad] = ["10h", "2h", "50h"].map((mean) => server(`{exponential: {mean: ${mean}}}`)) as [
  ReturnType<typeof server>,
  ReturnType<typeof server>,
  ReturnType<typeof server>,
];

describe("what the presets do not know", () => {
  it("is the figure found, times what it falls and rises by from end to end: r/(1000 h + r) of one server", () => {
    const found = 0.0098;
    const range = inputUncertainty({ asked, good, bad }, found, DEFAULT_ASK)!;
    const factor = (repair: number) => repair / (1000 + repair) / (10 / 1010);
    expect(range.low).toBeCloseTo(found * factor(2), 9);
    expect(range.high).toBeCloseTo(found * factor(50), 9);
  });

  it("lies around the figure where the chain is too large to be solved, and never above one", () => {
    const many = ["{exponential: {mean: 10h}}", "{exponential: {mean: 2h}}", "{lognormal: {mean: 500h, sigma: 1}}"];
    const [a, b, c] = many.map((repair) => server(repair, 30)) as [typeof asked, typeof asked, typeof asked];
    const range = inputUncertainty({ asked: a, good: b, bad: c }, 0.4, DEFAULT_ASK)!;
    expect(range.low).toBeLessThan(0.4);
    expect(range.high).toBe(1);
  });

  it("is nothing where the ends are the same, or nothing was seen", () => {
    expect(inputUncertainty({ asked, good: asked, bad: asked }, 0.01, DEFAULT_ASK)).toBeNull();
    expect(inputUncertainty({ asked, good, bad }, null, DEFAULT_ASK)).toBeNull();
  });
});
