import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plan } from "../../src/planner/plan.js";
import { planText } from "../../src/planner/planText.js";
import { catalogue } from "../scenario/catalogue.js";
import { advice, freshPlanOf, planOf } from "./ask.js";

/** Few enough candidates to be quick. */
const FEW =
  "constraints: {repairContracts: [next-business-day], architectures: [single, backup-and-restore, active-passive, n+1]}";
const needs = (...fields: string[]) => `needs: {${[...fields, FEW].join(", ")}}`;

describe("what the essay advises", () => {
  test("an RTO of 48 h gets the rebuild script", () => {
    const found = planOf(needs("objectives: {rto: 48h}"));
    expect(advice(found)).toBe("dr: backup-and-restore of 1");
    expect(found.candidates.find(({ architecture }) => architecture === "single")?.why[0]).toContain("no copy");
  });

  test("a 60 s failover gets a pair", () => {
    const found = planOf(`takeover: {lognormal: {mean: 20s, sigma: 0.4}}\n${needs("objectives: {rto: 60s}")}`);
    expect(advice(found)).toBe("ha: active-passive of 2");
    expect(found.candidates.find(({ architecture }) => architecture === "backup-and-restore")).toMatchObject({
      feasible: false,
      rto: "missed",
    });
  });

  test("five similar services get one spare, a single one of them a pair", () => {
    const text = (count: number) =>
      `coverage: 99.9%\n${needs(`services: [{count: ${count}}]`, "objectives: {rto: 5min}")}`;
    expect(advice(planOf(text(5)))).toBe("ha: n+1 of 6");
    expect(advice(planOf(text(1)))).toBe("ha: active-passive of 2");
  });

  test("an RTO of 48 h gets a pair all the same when a minute costs $5000, and the reasons say that money decides", () => {
    const found = planOf(needs("objectives: {rto: 48h}", "downtimeCost: $5000/min"));
    expect(advice(found)).toBe("ha: active-passive of 2");
    expect(found.recommendation?.reasons.join("\n")).toMatch(/the money decides: backup-and-restore/);
  });

  test("without objectives the total cost decides: one server, and no redundancy", () => {
    const found = planOf(needs());
    expect(advice(found)).toBe("none: single of 1");
    expect(found.recommendation?.wouldChangeIf).toContainEqual(
      expect.objectContaining({ input: "rto", value: null, to: "backup-and-restore/1/next-business-day" }),
    );
  });
});

describe("what would change the advice", () => {
  const base = needs("objectives: {rto: 48h}", "downtimeCost: $20/h");

  test("just below the price of downtime at which it flips the advice stands, just above it is the other", () => {
    const flip = planOf(base).recommendation?.wouldChangeIf.find(({ input }) => input === "downtimeCost");
    expect(flip?.to).toBe("active-passive/2/next-business-day");
    const at = (factor: number) =>
      planOf(base, { downtimeCost: `$${((flip?.value ?? 0) * factor).toFixed(9)}/s` }).recommendation?.candidate.id;
    expect(at(0.999)).toBe("backup-and-restore/1/next-business-day");
    expect(at(1.001)).toBe(flip?.to);
  });
});

describe("nothing feasible", () => {
  test("an RTO nobody keeps: it is named as the obstacle, and the nearest one that works does work", () => {
    const text = needs("objectives: {rto: 5s}");
    const found = planOf(text);
    expect(found.recommendation).toBeNull();
    expect(found.obstacle?.excludes).toEqual([{ objective: "rto", candidates: found.candidates.length, unclear: 0 }]);
    const [way] = found.obstacle?.relaxations ?? [];
    expect(way?.objective).toBe("rto");
    expect(planOf(text, { "objectives.rto": `${way?.value}s` }).recommendation?.candidate.id).toBe(way?.to);
  });

  test("a budget too small: over by how much, and the least that is enough", () => {
    const text = needs("objectives: {rto: 48h}", "budget: $6000/y");
    const found = planOf(text);
    expect(found.candidates.find(({ id }) => id === "backup-and-restore/1/next-business-day")?.why).toEqual([
      "$6,640 a year is $640 over the budget of $6,000",
    ]);
    // server 12000/5 + power 660 + colocation 900 + backup storage 280 + 20 h at 100 + contract 400
    expect(found.obstacle?.relaxations.find(({ objective }) => objective === "budget")?.value).toBeCloseTo(6640, 6);
    expect(advice(planOf(text, { "needs.budget": "$6640/y" }))).toBe("dr: backup-and-restore of 1");
  });

  test("where one objective is not enough, two give way, and that is enough", () => {
    const text = needs("objectives: {rto: 5s}", "budget: $6000/y");
    const [way] = planOf(text).obstacle?.relaxations ?? [];
    const changes = Object.fromEntries([way, way?.after].map((change) => [change?.objective, change?.value ?? 0]));
    const relaxed = {
      "objectives.rto": `${changes.rto}s`,
      "needs.budget": `$${Math.ceil(changes.budget ?? 0)}/y`,
    };
    expect(planOf(text, relaxed).recommendation).not.toBeNull();
  });

  test("more nines than anything has: the most there is works", () => {
    const text = needs("objectives: {availability: 99.99999%}");
    const found = planOf(text);
    const [way] = found.obstacle?.relaxations ?? [];
    expect(way?.objective).toBe("availability");
    expect(planOf(text, { "objectives.availability": String((way?.value ?? 0) - 1e-9) }).recommendation).not.toBeNull();
  });

  test("an RPO shorter than the backups' interval excludes the rebuild script, as its backups can be 26 h old", () => {
    const found = planOf(
      needs("objectives: {rpo: 1h}", "constraints: {architectures: [backup-and-restore]}").replace(`, ${FEW}`, ""),
      {
        repairContract: "four-hour",
        "node.failures": "{hardware: {life: 1y}}",
      },
    );
    expect(found.recommendation).toBeNull();
    expect(found.candidates[0]?.why[0]).toContain("26 h old");
    expect(found.obstacle?.relaxations[0]?.objective).toBe("rpo");
  });

  test("no node is allowed to be there", () => {
    const found = planOf("needs: {services: [{count: 5}], constraints: {maxNodes: 1}}");
    expect(found).toMatchObject({ recommendation: null, candidates: [] });
    expect(found.unfit.map(({ why }) => why)).toContain("5 nodes are more than the 1 allowed");
  });
});

describe("what is considered", () => {
  test("a load that takes three nodes is for nodes that share it", () => {
    const load = "services: [{kind: stateless, demand: 4000/s, capacityPerNode: 1500/s}]";
    const found = planOf(
      `needs: {${load}, objectives: {availability: 99.99%}, constraints: {repairContracts: [next-business-day]}}`,
    );
    expect(advice(found)).toBe("ha: active-active of 4");
    expect(found.candidates.map(({ nodes }) => nodes)).toEqual([3, 4, 5]);
    expect(found.unfit.find(({ architecture }) => architecture === "single")?.why).toContain("cannot carry");
  });

  test("a repair contract goes with its price list", () => {
    const contracts = (prices: string) =>
      new Set(planOf(`prices: ${prices}\nneeds: {}`).candidates.map(({ repairContract }) => repairContract));
    expect(contracts("cloud")).toEqual(new Set(["cloud-replace"]));
    expect(contracts("own-hardware")).toEqual(new Set(["four-hour", "next-business-day", "spare-on-shelf"]));
  });

  test("a scenario's own repairs leave no contract to choose", () => {
    const found = planOf("repair: 8h\ncrews: 1\nneeds: {}");
    expect(new Set(found.candidates.map(({ repairContract }) => repairContract))).toEqual(new Set([null]));
  });

  test("active-active for a service that keeps data only if the constraints name it", () => {
    const found = planOf(
      "needs: {constraints: {architectures: [active-active, active-passive], repairContracts: [four-hour]}}",
    );
    expect(found.candidates.map(({ architecture }) => architecture)).toContain("active-active");
    expect(planOf("needs: {}").candidates.map(({ architecture }) => architecture)).not.toContain("active-active");
  });

  test("nothing on the pareto front is both dearer and longer down than something else", () => {
    const { candidates, pareto } = planOf("needs: {}");
    const front = candidates.filter(({ id }) => pareto.includes(id));
    for (const one of front) {
      const beats = (other: (typeof candidates)[number]) =>
        other.infrastructure < one.infrastructure && (other.unavailability.mean ?? 1) < (one.unavailability.mean ?? 1);
      expect(candidates.some(beats)).toBe(false);
    }
  });

  test("services that differ are sized by the most demanding, and the plan says so", () => {
    const found = planOf(
      needs(
        "services: [{demand: 10/s, capacityPerNode: 100/s}, {demand: 90/s, capacityPerNode: 100/s, kind: stateless}]",
      ),
    );
    expect(found.services).toBe(2);
    expect(found.notes[0]).toContain("the services differ");
  });
});

describe("the contract", () => {
  test("the same question gives the same bytes", () => {
    const text = needs("objectives: {rto: 5s}", "budget: $6000/y");
    expect(JSON.stringify(freshPlanOf(text))).toBe(JSON.stringify(planOf(text)));
  });

  test("problems of the text come back as such, a flag's under the flag", () => {
    const found = plan({ text: "needs: {objectives: {rto: 2 parsec}}", fileName: "x.yaml", catalogue });
    expect(found).toMatchObject({ problems: [{ file: "x.yaml", path: "needs.objectives.rto" }] });
    const flagged = plan({ text: "needs: {}", fileName: "x.yaml", catalogue, overrides: { "objectives.rto": "soon" } });
    expect(flagged).toMatchObject({ problems: [{ file: "--rto" }] });
  });

  test("the text gives the advice first", () => {
    const [first] = planText(planOf(needs("objectives: {rto: 48h}")), { colour: false, width: 100 }).split("\n");
    expect(first).toBe("Buy backup-and-restore of 1 node, next-business-day repair: disaster recovery only.");
  });
});

describe("laws", () => {
  // Own repairs and one way to fail: four candidates, each solved in no time.
  const small = "repair: {exponential: 8h}\ncrews: 1\nnode: {failures: {hardware: {life: 1y}}}\n";
  const ask = (rto: string, perHour: number) =>
    planOf(`${small}needs: {objectives: {rto: ${rto}}, downtimeCost: $${perHour}/h}`);
  const totalOf = (found: ReturnType<typeof planOf>) =>
    found.candidates.find(({ id }) => id === found.recommendation?.candidate.id)?.total.mean ??
    Number.POSITIVE_INFINITY;
  const downOf = (found: ReturnType<typeof planOf>) =>
    found.candidates.find(({ id }) => id === found.recommendation?.candidate.id)?.unavailability.mean ?? 0;

  test("a longer RTO never makes the advice dearer", () => {
    const totals = ["40s", "2min", "12h", "48h"].map((rto) => totalOf(ask(rto, 50)));
    for (const [i, total] of totals.entries()) expect(total).toBeLessThanOrEqual(totals[Math.max(0, i - 1)] ?? 0);
  });

  test("dearer downtime never gets advice that is down longer", () => {
    const bare = (perHour: number) =>
      planOf(`${small}state: stateless\nneeds: {objectives: {availability: 99%}, downtimeCost: $${perHour}/h}`);
    const price = fc.integer({ min: 0, max: 100_000 });
    fc.assert(
      fc.property(price, price, (a, b) => downOf(bare(Math.max(a, b))) <= downOf(bare(Math.min(a, b)))),
      { seed: 1, numRuns: 4 },
    );
  });
});
