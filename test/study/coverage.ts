import { answer, designOf } from "../../src/study/answer.js";
import { type Ask, DEFAULT_ASK } from "../../src/study/method/ask.js";
import type { Estimate, Result } from "../../src/study/result.js";
import { scenario } from "../scenario/catalogue.js";

/** How often intervals hold the known value, over many seeds, for every figure that prints one. */

export type Sampling = "crude" | "accelerated" | "auto";

/** Models from outages every few days to one in a million years; all memoryless, so that the chain knows their figures. */
export const MODELS: Readonly<Record<string, string>> = {
  "3 of 5, 50 h / 10 h, 2 crews": shared(5, 3, "50h", "10h", 2),
  "one server, 100 h / 5 h": hosted("single", 1, "100h", "5h"),
  "2 of 3, 100 h / 10 h": shared(3, 2, "100h", "10h", 1),
  "pair, 300 h / 10 h, 1 takeover in 10 by hand": hosted("active-passive", 2, "300h", "10h"),
  "n+1 of 4, 500 h / 8 h, 1 takeover in 10 by hand": hosted("n+1", 4, "500h", "8h"),
  "2 of 3, 1000 h / 10 h": shared(3, 2, "1000h", "10h", 1),
  "pair, 4000 h / 8 h, 1 takeover in 10 by hand": hosted("active-passive", 2, "4000h", "8h"),
  "3 of 5, 1000 h / 10 h, 2 crews": shared(5, 3, "1000h", "10h", 2),
  "1 of 3, 10000 h / 8 h": shared(3, 1, "10000h", "8h", 1),
};

function shared(nodes: number, need: number, life: string, repair: string, crews: number): string {
  return `architecture: active-active
nodes: ${nodes}
service: {need: ${need}}
node: {failures: {hardware: {life: {exponential: ${life}}, detection: immediate, repair: {exponential: ${repair}}}}}
crews: ${crews}
takeover: immediate
coverage: 100%
`;
}

function hosted(architecture: string, nodes: number, life: string, repair: string): string {
  return `architecture: ${architecture}
nodes: ${nodes}
node: {failures: {hardware: {life: {exponential: ${life}}, detection: {exponential: 1min}, repair: {exponential: ${repair}}}}}
takeover: {exponential: 2min}
coverage: 90%
manualRecovery: {exponential: 1h}
`;
}

const COMMON = "state: stateless\nhorizon: 10y\nwarmup: 1000h\ndowntimeCost: $100/h\nobjectives: {rto: 2h}\n";

function answered(text: string, ask: Partial<Ask>, seed: string): Result {
  const found = designOf(scenario(`${text}${COMMON}`, { seed }));
  if ("complaints" in found) throw new Error(JSON.stringify(found.complaints));
  return answer(found.scenario, found.design, { ...DEFAULT_ASK, ...ask });
}

/** Figures that say the same as others in other units, or are bounds by design. */
const SAME =
  /^(availability|nines|downtimePerYear|downtimePerMonth|perService\.downtimePerYear|promise|inputUncertainty)/;

/** Every estimate of a result by its path. */
function estimatesOf(value: unknown, path = ""): [path: string, estimate: Estimate][] {
  if (typeof value !== "object" || value === null || Array.isArray(value) || SAME.test(path)) return [];
  if ("low" in value && "high" in value && "level" in value) return [[path, value as Estimate]];
  return Object.entries(value).flatMap(([key, inner]) => estimatesOf(inner, path === "" ? key : `${path}.${key}`));
}

/** A value, and how far it may be off itself: nothing where the chain has it. */
interface Known {
  readonly value: number;
  readonly half: number;
}

/** What is known of each figure: by the chain, and what the chain does not tell by a run with much more work. */
export function truthOf(text: string, work: number): ReadonlyMap<string, Known> {
  const long = answered(text, { method: "crude", precision: 1e-6, maxEvents: work }, "the truth");
  const exact = answered(text, { method: "exact" }, "1");
  const known = (of: Result) =>
    estimatesOf(of).flatMap(([path, { mean, low, high }]) =>
      mean === null ? [] : [[path, { value: mean, half: (high - low) / 2 }] as const],
    );
  const ofSingleOutages = known(long).filter(([path]) => /^(timeTo|outageDuration|rto)/.test(path));
  return new Map([...ofSingleOutages, ...known(exact)]);
}

/** What is known must be surer than what is held against it, by so much, to judge it. */
const SURER = 6;

export interface Cell {
  readonly figure: string;
  /** Runs whose interval had two ends, those of them that held the value, and those that lay above and below it. */
  readonly runs: number;
  readonly held: number;
  readonly above: number;
  readonly below: number;
}

export interface Covered {
  readonly cells: readonly Cell[];
  /** Runs in which an accelerated simulation that was told to said that it is not used. */
  readonly fellBack: number;
}

/** Asks so many times with different seeds. */
export function coverage(
  text: string,
  method: Sampling,
  runs: number,
  truth: ReadonlyMap<string, Known>,
  ask: Partial<Ask> = {},
): Covered {
  const cells = new Map<string, { runs: number; held: number; above: number; below: number }>();
  let fellBack = 0;
  for (let run = 0; run < runs; run++) {
    const result = answered(text, { method, ...ask }, `coverage ${run}`);
    if (result.choice.fellBack) fellBack++;
    for (const [figure, { mean, low, high }] of estimatesOf(result)) {
      const known = truth.get(figure);
      if (known === undefined || mean === null || low === high || !Number.isFinite(low + high)) continue;
      const { value, half } = known;
      if (half * SURER > (high - low) / 2) continue;
      const cell = cells.get(figure) ?? { runs: 0, held: 0, above: 0, below: 0 };
      cells.set(figure, cell);
      cell.runs++;
      if (value < low) cell.above++;
      else if (value > high) cell.below++;
      else cell.held++;
    }
  }
  return { cells: [...cells].map(([figure, cell]) => ({ figure, ...cell })), fellBack };
}
