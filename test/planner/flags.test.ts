import { expect, test } from "vitest";
import { needs } from "../../src/scenario/prices/needsSchema.js";
import { hasim } from "../cli/hasim.js";

const QUICK = ["--architectures", "single,active-passive", "--repair-contracts", "four-hour", "--max-nodes", "2"];

test("a budget and what may be considered can be said in flags alone", async () => {
  const { stdout, code } = await hasim(["plan", "--budget", "$6000/y", ...QUICK, "--json"]);
  expect(code).toBe(1);
  const plan = JSON.parse(stdout);
  expect(plan.candidates.map(({ id }: { id: string }) => id)).toEqual([
    "single/1/four-hour",
    "active-passive/2/four-hour",
  ]);
  expect(plan.obstacle.excludes).toEqual([{ objective: "budget", candidates: 2, unclear: 0 }]);
});

test("what is wrong with the needs is said under the flag that gave it, all at once", async () => {
  const wrong = ["--budget", "soon", "--data-loss-cost", "1", "--data-size", "2", "--backup-takes", "3"];
  const { stderr, code } = await hasim(["plan", ...wrong, "--max-nodes", "-1"]);
  expect(code).toBe(2);
  for (const flag of [...wrong.filter((word) => word.startsWith("--")), "--max-nodes"]) expect(stderr).toContain(flag);
  const unknown = await hasim(["plan", "--architectures", "single,activ-passive", "--repair-contracts", "four-hours"]);
  expect(unknown.code).toBe(2);
  expect(unknown.stderr).toMatch(/--architectures .*"activ-passive".*"active-passive"/);
  expect(unknown.stderr).toMatch(/--repair-contracts .*"four-hours".*"four-hour"/);
});

test("every field of the needs that is one value, or a list of names, has a flag", async () => {
  const { stdout } = await hasim(["plan", "--help"]);
  const named = (name: string) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} `;
  const { services, objectives, data, backup, constraints, ...simple } = needs.shape;
  // How fast data is written plays no part in a plan.
  const elsewhere = ["--data-size ", "--restore-rate ", "--backup-every ", "--backup-takes "];
  const fields = [simple, objectives.unwrap().shape, constraints.unwrap().shape].flatMap((block) => Object.keys(block));
  for (const flag of [...fields.map(named), ...elsewhere]) expect(stdout).toContain(flag);
});
