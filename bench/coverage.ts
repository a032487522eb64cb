import { clopperPearson } from "../src/kernel/estimators/shares/clopperPearson.js";
import { type Cell, coverage, MODELS, type Sampling, truthOf } from "../test/study/coverage.js";

/*
 * How often the 95 % intervals of each figure hold the known value, by model and method. `npm run bench:coverage` prints a table;
 * words behind it: number of runs, part of a model's name, method.
 */
const [runs = "300", part = "", only = ""] = process.argv.slice(2);
const METHODS: readonly Sampling[] = ["crude", "accelerated", "auto"];
/** Activities of a run at most, and of the run that stands in for the truth. */
const WORK = 300_000;
const TRUTH = 20_000_000;
const [LOW, HIGH] = [0.926, 0.975];

const percent = (share: number): string => (100 * share).toFixed(1);

/** Is a coverage outside the band by more than chance explains? */
function isOutside({ held, runs }: Cell): boolean {
  const { low, high } = clopperPearson(held, runs, 0.998);
  return high < LOW || low > HIGH;
}

console.log("| model | method | figures | least | greatest | not used in | outside by more than chance |");
console.log("|---|---|---|---|---|---|---|");
for (const [name, text] of Object.entries(MODELS)) {
  if (!name.includes(part)) continue;
  const truth = truthOf(text, TRUTH);
  for (const method of METHODS) {
    if (!method.includes(only)) continue;
    const { cells, fellBack } = coverage(text, method, Number(runs), truth, { maxEvents: WORK });
    const judged = cells.filter((cell) => cell.runs >= Number(runs) / 2);
    const shares = judged.map(({ held, runs }) => held / runs);
    const outside = judged
      .filter(isOutside)
      .map((cell) => `${cell.figure} ${percent(cell.held / cell.runs)} (${cell.above} above, ${cell.below} below)`);
    const row = [
      name,
      method,
      judged.length,
      shares.length > 0 ? percent(Math.min(...shares)) : "",
      shares.length > 0 ? percent(Math.max(...shares)) : "",
      fellBack === 0 ? "" : `${fellBack} of ${runs}`,
      outside.join("; "),
    ];
    console.log(`| ${row.join(" | ")} |`);
  }
}
