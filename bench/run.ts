import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { hold } from "./hold.js";
import { type Comparison, paired, type Side, timed } from "./measure.js";

/*
 * How fast hasim is against C++ and against bare node, on this machine, now. `npm run bench` prints it.
 * Ratios are of user CPU seconds unless the row says wall, the smaller the better; each is the median of paired runs.
 */
const root = resolve(import.meta.dirname, "../../..");
const hasim = join(root, "dist/cli/hasim.js");
const problemB = ["run", "scenarios/bench/problem-b.yaml", "--method", "crude", "--workers", "1"];
const replications = 60_000;

/** Events held and how many are popped and pushed, with the ratio to the C++ reference that we promise. */
const holds = [
  { held: 10, operations: 10_000_000, target: 1.7 },
  { held: 1_000, operations: 5_000_000, target: 1.8 },
  { held: 100_000, operations: 3_000_000, target: 2.0 },
];

/** The compiled C++ reference, or undefined where there is no compiler. */
function compiledReference(folder: string): string | undefined {
  const source = join(root, "bench/peers/reference.cpp");
  const program = join(folder, "reference");
  for (const compiler of [process.env.CXX ?? "c++", "g++", "clang++"]) {
    const run = spawnSync(compiler, ["-std=c++20", "-O3", "-march=native", "-o", program, source], {
      encoding: "utf8",
    });
    if (run.error === undefined && run.status === 0) return program;
    if (run.error === undefined) process.stderr.write(run.stderr);
  }
  return undefined;
}

/** The CPU seconds the reference says its measured part took. */
function reference(program: string, ...args: (string | number)[]): Side {
  return () => JSON.parse(timed(program, ["ref", ...args.map(String)]).stdout).cpu;
}

/** The CPU seconds HOLD says its measured part took; in a fresh process, so that one size does not shape the compiled code of the next. */
function ownHold(held: number, operations: number): Side {
  const args = [import.meta.filename, "hold", String(held), String(operations)];
  return () => Number(timed(process.execPath, args).stdout);
}

/** The CPU seconds of a whole hasim process, start included. */
function cpuOf(...args: string[]): Side {
  return () => timed(process.execPath, args).cpu;
}

/** The wall seconds of a whole node process: what a person waits. */
function wallOf(...args: string[]): Side {
  return () => timed(process.execPath, args).wall;
}

function print(name: string, target: number, { ratio, low, high, ours, theirs }: Comparison): void {
  const verdict = ratio <= target ? "met" : "missed";
  const columns = [
    name.padEnd(28),
    `${ratio.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`.padEnd(20),
    `target ${target.toFixed(1)}: ${verdict}`.padEnd(20),
    `${ours.toFixed(3)} s against ${theirs.toFixed(3)} s`,
  ];
  console.log(columns.join("  "));
}

function againstReference(program: string): void {
  for (const { held, operations, target } of holds) {
    print(`HOLD ${held}`, target, paired(ownHold(held, operations), reference(program, "hold", held, operations)));
  }
  const years = 10;
  const own = cpuOf(hasim, ...problemB, "--replications", String(replications), "--json");
  print(`problem B, ${replications} × ${years} y`, 6, paired(own, reference(program, "B", years, replications)));
}

function bench(): void {
  process.chdir(root);
  const folder = mkdtempSync(join(tmpdir(), "hasim-bench-"));
  try {
    console.log("what                          ratio [low, high]     target                medians of the pairs");
    const program = compiledReference(folder);
    if (program === undefined) console.log("HOLD, problem B               skipped: no C++ compiler (set CXX)");
    else againstReference(program);
    print("--version, wall, over node", 2, paired(wallOf(hasim, "--version"), wallOf("-e", "0"), 15));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [, , command, held, operations] = process.argv;
if (command === "hold") console.log(hold(Number(held), Number(operations)).cpuSeconds);
else bench();
