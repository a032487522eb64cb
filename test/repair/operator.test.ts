import { describe, expect, it } from "vitest";
import { answer, designOf } from "../../src/study/answer.js";
import { type Ask, DEFAULT_ASK } from "../../src/study/method/ask.js";
import type { Result } from "../../src/study/result.js";
import { problems, scenario } from "../scenario/catalogue.js";

const YEAR = 8766 * 3600;

function ask(text: string, how: Partial<Ask> = { method: "exact" }): Result {
  const found = designOf(scenario(text));
  if ("complaints" in found) throw new Error(JSON.stringify(found.complaints));
  return answer(found.scenario, found.design, { ...DEFAULT_ASK, ...how });
}

const servers = (design: string, nodes: number, operator: string) => `architecture: ${design}
nodes: ${nodes}
service: {need: 1}
node: {failures: {hardware: {life: {exponential: 100h}, repair: {exponential: 10h}}}}
crews: 1
detection: immediate
takeover: immediate
coverage: 100%
operator: {${operator}, repair: {exponential: 2h}}
`;

/**
 * Of two servers by hand, per hour: all up, one down by its hardware, one by mistake, both down. Only the hardware's repair slips, and
 * only while the other one works. Both may be down by hardware (one crew), or one by each; what is by mistake waits for no crew.
 */
function byHand(error: number) {
  const [l, m, o] = [1 / 100, 1 / 10, 1 / 2];
  // 0 = up, 1 = hardware, 2 = mistake, 3 = hardware twice, 4 = one of each. Rates from each to the others.
  const rates = [
    [0, 2 * l, 0, 0, 0],
    [m * (1 - error), 0, m * error, l, 0],
    [o, 0, 0, 0, l],
    [0, m, 0, 0, 0],
    [0, o, m, 0, 0],
  ];
  // The long run, by very many small steps: slow, and obvious.
  let share = [1, 0, 0, 0, 0];
  const step = 0.5;
  for (let i = 0; i < 20_000; i++) {
    const flow = share.map((p, from) => rates[from]!.map((r) => p * r * step));
    share = share.map((p, s) => p - flow[s]!.reduce((a, b) => a + b) + flow.reduce((sum, row) => sum + row[s]!, 0));
  }
  return share[3]! + share[4]!;
}

describe("those who mend", () => {
  it.each([0, 0.1, 0.5])("take the other of two servers down in a share of %d of repairs", (error) => {
    const { unavailability } = ask(servers("active-active", 2, `error: ${100 * error}%`));
    expect(unavailability.mean! / byHand(error)).toBeCloseTo(1, 9);
  });

  it("are to blame for it, in every design, simulated as solved", () => {
    for (const design of ["active-passive", "n+1", "quorum"]) {
      const text = servers(design, design === "quorum" ? 3 : 2, "error: 30%")
        .replace(/service.*\n/, "")
        .replace("takeover: immediate", "takeover: {exponential: 1h}");
      const exact = ask(text);
      const { unavailability } = ask(text, { method: "crude", level: 0.999 });
      expect(exact.downtimeByOrigin.operator!.mean! / YEAR).toBeGreaterThan(0);
      expect(unavailability.low).toBeLessThan(exact.unavailability.mean!);
      expect(unavailability.high).toBeGreaterThan(exact.unavailability.mean!);
    }
  });

  it("make no mistakes unless told, which is said", () => {
    const bare = "architecture: active-passive\nnodes: 2\n";
    expect(ask(bare).notModelled).toContain("operator error");
    expect(ask(`${bare}operator: {}`).notModelled).not.toContain("operator error");
    expect(problems(`${bare}operator: {eror: 1%}`).join()).toContain('try "error"');
  });
});
