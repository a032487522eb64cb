import { DOWN } from "../../kernel/model.js";
import { type Chain, levelVector, riseRates } from "./chain.js";

const HOUR = 3600;

/** One file: how its name ends, and its text. */
export interface ExplicitFile {
  readonly ending: string;
  readonly text: string;
}

/**
 * A chain in the explicit format of PRISM (manual, appendix "Explicit model files"): transitions with rates per hour,
 * states, labels (init is state 0) and one file of state rewards for each of down, served, outages (their rate per
 * hour) and time, numbered from 1 and named in their first line.
 */
export function prismExplicit(chain: Chain): ExplicitFile[] {
  const down = levelVector(chain, DOWN);
  const named = (name: string) => chain.levelNames.indexOf(name);
  const served = named("served");
  const degraded = named("degraded");
  const rewards: (readonly [string, Float64Array])[] = [
    ["down", down],
    ["outages", riseRates(chain, down).map((perSecond) => perSecond * HOUR)],
    ["time", new Float64Array(chain.states).fill(1)],
    ...(served < 0 ? [] : [["served", levelVector(chain, served)] as const]),
  ];
  return [
    { ending: ".tra", text: transitions(chain) },
    { ending: ".sta", text: lines(["(s)", ...Array.from(down, (_, s) => `${s}:(${s})`)]) },
    { ending: ".lab", text: labels(chain, down, degraded < 0 ? null : levelVector(chain, degraded)) },
    ...rewards.map(([name, values], i) => ({ ending: `${i + 1}.srew`, text: stateRewards(name, values) })),
  ];
}

const lines = (all: readonly string[]): string => `${all.join("\n")}\n`;

/** One row for each pair of states, however many kinds of edges lead from one to the other. */
function transitions({ states, firstEdge, target, rate }: Chain): string {
  const rows: string[] = [];
  for (let s = 0; s < states; s++) {
    const rates = new Map<number, number>();
    for (let e = firstEdge[s]!; e < firstEdge[s + 1]!; e++)
      rates.set(target[e]!, (rates.get(target[e]!) ?? 0) + rate[e]!);
    for (const [to, sum] of [...rates].sort(([a], [b]) => a - b)) rows.push(`${s} ${to} ${sum * HOUR}`);
  }
  return lines([`${states} ${rows.length}`, ...rows]);
}

function labels({ states, firstEdge }: Chain, down: Float64Array, degraded: Float64Array | null): string {
  const rows = [`0="init" 1="deadlock" 2="down"${degraded ? ' 3="degraded"' : ""}`];
  for (let s = 0; s < states; s++) {
    const held = [s === 0, firstEdge[s] === firstEdge[s + 1], down[s]! > 0, degraded !== null && degraded[s]! > 0];
    const numbers = held.flatMap((holds, label) => (holds ? [label] : []));
    if (numbers.length > 0) rows.push(`${s}: ${numbers.join(" ")}`);
  }
  return lines(rows);
}

function stateRewards(name: string, values: Float64Array): string {
  const rows = Array.from(values, (value, s) => (value === 0 ? "" : `${s} ${value}`)).filter((row) => row !== "");
  return lines([`# Reward structure: "${name}"`, "# State rewards", `${values.length} ${rows.length}`, ...rows]);
}
