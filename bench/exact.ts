import { resolve } from "node:path";
import { enumerate } from "../src/readings/enumerate/enumerate.js";
import { steadyState } from "../src/readings/longRun/steadyState.js";

/*
 * How large a chain the exact reading takes: merged states, transitions, user CPU seconds for finding the chain and for
 * its long run, and the most memory the process has held so far. `npm run bench:exact` prints it.
 */
const { questionOf } = (await import(
  resolve(import.meta.dirname, "../../../dist/cli/question.js")
)) as typeof import("../src/cli/question.js");

const CASES = [
  { architecture: "n+1", nodes: "4" },
  { architecture: "n+1", nodes: "5" },
  { architecture: "n+1", nodes: "3", phases: { detect: 10 } },
  { architecture: "n+1", nodes: "6" },
];

function timed<T>(work: () => T): [T, string] {
  const start = process.cpuUsage().user;
  const result = work();
  return [result, `${((process.cpuUsage().user - start) / 1e6).toFixed(2)} s`];
}

console.log(["case".padEnd(28), "  states", "transitions", "   chain", "long run", "  memory"].join("  "));
for (const { phases = {}, ...overrides } of CASES) {
  const { design } = questionOf(undefined, overrides);
  const [chain, finding] = timed(() => enumerate(design.model, { phases }));
  const [, solving] = timed(() => steadyState(chain));
  const name = `${overrides.architecture}, ${overrides.nodes} nodes${Object.entries(phases).map(([a, k]) => `, ${a}=${k}`)}`;
  const memory = `${Math.round(process.resourceUsage().maxRSS / 1024)} MB`;
  const columns = [
    name.padEnd(28),
    String(chain.states).padStart(8),
    String(chain.target.length).padStart(11),
    finding.padStart(8),
    solving.padStart(8),
    memory.padStart(8),
  ];
  console.log(columns.join("  "));
}
