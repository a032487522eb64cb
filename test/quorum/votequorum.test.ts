import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { VotequorumSettings } from "../../src/cluster/quorum/corosync/votequorumRules.js";
import { nodesOf, type Player, votequorumPlayer } from "./votequorumPlayer.js";

const one = (nodes: number): number[] => new Array<number>(nodes).fill(1);

/** The options of the table in the words of corosync.conf. */
const options: Record<string, (nodes: number) => Omit<VotequorumSettings, "votes">> = {
  default: () => ({}),
  two_node: () => ({ twoNode: true }),
  two_node_nowfa: () => ({ twoNode: true, waitForAll: false }),
  wfa: () => ({ waitForAll: true }),
  atb: () => ({ autoTieBreaker: "lowest" }),
  atb_list_3_2: () => ({ autoTieBreaker: [2, 1] }),
  lms: () => ({ lastManStanding: true }),
  lms_wfa: () => ({ lastManStanding: true, waitForAll: true }),
  allow_downscale: () => ({ allowDownscale: true }),
  qdevice_ffsplit_tblowest_votes1: () => ({ device: { algorithm: "ffsplit", tieBreaker: "lowest", votes: 1 } }),
  qdevice_lms_tblowest_votes2: () => ({ device: { algorithm: "lms", tieBreaker: "lowest", votes: 2 } }),
};

interface Row {
  readonly line: string;
  readonly run: string;
  readonly nodes: number;
  readonly options: string;
  readonly step: number;
  readonly action: string;
  readonly side: string;
  readonly quorate: string;
  readonly numbers: number[];
}

function readRows(): Row[] {
  const text = readFileSync(new URL("../fixtures/votequorum.csv", import.meta.url), "utf8");
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return lines.slice(1).map((line) => {
    const [n = "", option = "", scenario = "", step, action = "", side = "", quorate = "", ...rest] = line.split(",");
    return {
      line,
      run: [n, option, scenario].join(","),
      nodes: Number(n),
      options: option,
      step: Number(step),
      action,
      side,
      quorate,
      numbers: rest.slice(0, 3).map(Number),
    };
  });
}

const rows = readRows();
const runs = [...new Set(rows.map(({ run }) => run))];

/** Plays the steps of one run and hands every row over at its moment. A step without rows killed the last living node. */
function replay(run: string, atRow: (row: Row, player: Player) => void): void {
  const ofRun = rows.filter((row) => row.run === run);
  const [{ nodes, options: option }] = ofRun;
  const player = votequorumPlayer({ votes: one(nodes), ...options[option](nodes) });
  for (let step = 0; step <= Math.max(...ofRun.map((row) => row.step)); step++) {
    const here = ofRun.filter((row) => row.step === step);
    const living = [...player.world.running.keys()].filter((node) => player.world.running[node] === 1);
    player.settle(here[0]?.action ?? `kill ${living.map((node) => node + 1).join("|")}`);
    for (const row of here) atRow(row, player);
  }
}

describe("pairs of options measured on real corosync 3.1.7", () => {
  const options: Record<string, Omit<VotequorumSettings, "votes">> = {
    lms_atb_lowest: { lastManStanding: true, autoTieBreaker: "lowest" },
    lms_atb_lowest_early: { lastManStanding: true, autoTieBreaker: "lowest" },
    lms_atb_highest: { lastManStanding: true, autoTieBreaker: "highest" },
    lms_atb_list: { lastManStanding: true, autoTieBreaker: [2, 1] },
    lms_atb_wfa: { lastManStanding: true, autoTieBreaker: "lowest", waitForAll: true },
    lms_wfa: { lastManStanding: true, waitForAll: true },
    atb_wfa: { autoTieBreaker: "lowest", waitForAll: true },
  };
  const text = readFileSync(new URL("../fixtures/votequorumPairs.csv", import.meta.url), "utf8");
  const measured = text
    .trimEnd()
    .split("\n")
    .filter((line) => !line.startsWith("#"))
    .slice(1)
    .map((line) => line.split(","));
  const played = [...new Set(measured.map(([n, option, run]) => `${n},${option},${run}`))];

  it("are there", () => expect([measured.length, played.length]).toEqual([352, 16]));

  it.each(played)("%s: every node answers as the daemon did, expected votes and quorum included", (run) => {
    const own = measured.filter(([n, option, name]) => `${n},${option},${name}` === run);
    const [nodes, option] = own[0];
    const player = votequorumPlayer({ votes: one(Number(nodes)), ...options[option] });
    const told: string[] = [];
    const steps = [...new Set(own.map(([, , , step]) => Number(step)))];
    for (const step of steps) {
      const here = own.filter((row) => Number(row[3]) === step);
      if (option.endsWith("_early") && step > 0) player.play(here[0][4]);
      else player.settle(here[0][4]);
      for (const [, , , , action, node] of here) {
        told.push([step, action, node, player.quorate(node), ...player.numbers(Number(node))].join(","));
      }
    }
    expect(told).toEqual(own.map((row) => row.slice(3).join(",")));
  });
});

describe("the table measured on real corosync 3.1.7", () => {
  it("is there", () => {
    expect([rows.length, runs.length]).toEqual([291, 49]);
    expect(rows.filter(({ quorate }) => quorate.includes("/")).map(({ line }) => line)).toEqual([
      "4,atb,kills_hi,4,start 2,1+2,No/Yes,4,2,3,Quorate AutoTieBreaker,1",
      "4,lms,kills_hi,4,start 2,1+2,No/Yes,2,2,2,Quorate LastManStanding,1",
      "4,lms_wfa,kills_hi,4,start 2,1+2,No/Yes,2,2,2,Quorate WaitForAll LastManStanding,1",
    ]);
  });

  it("comes out row by row: who is quorate, and the votes, expected votes and quorum of its first node", () => {
    const missed: string[] = [];
    let reproduced = 0;
    for (const run of runs) {
      replay(run, (row, player) => {
        const [first = 0] = nodesOf(row.side);
        const mine = [player.quorate(row.side), ...player.numbers(first + 1)].join(" ");
        if (mine === [row.quorate, ...row.numbers].join(" ")) reproduced++;
        else missed.push(`${row.line} -> ${mine}`);
      });
    }
    expect(missed).toEqual([]);
    expect(reproduced).toBe(291);
  });
});

describe("stories", () => {
  const played = (settings: Omit<VotequorumSettings, "votes">, nodes: number, ...steps: string[]): Player => {
    const player = votequorumPlayer({ votes: one(nodes), ...settings });
    player.settle(
      `start ${one(nodes)
        .map((_, node) => node + 1)
        .join("|")}`,
    );
    for (const step of steps) player.settle(step);
    return player;
  };

  it("a node that was never quorate has no tie-breaker to go by, and stays at odds with its partner", () => {
    const atb = played({ autoTieBreaker: "lowest" }, 4, "kill 4", "kill 3", "kill 2", "start 2");
    expect([atb.quorate("1"), atb.quorate("2")]).toEqual(["Yes", "No"]);
    atb.settle("reform");
    expect([atb.quorate("1"), atb.quorate("2")]).toEqual(["Yes", "No"]);
  });

  it("a node that rejoins a shrunken cluster learns its size when the ring next forms", () => {
    const lms = played({ lastManStanding: true }, 4, "kill 4", "kill 3", "kill 2", "start 2");
    expect([lms.quorate("1"), lms.quorate("2"), lms.numbers(2)]).toEqual(["Yes", "No", [4, 2, 3]]);
    lms.settle("reform");
    expect([lms.quorate("1+2"), lms.numbers(2)]).toEqual(["Yes", [2, 2, 2]]);
  });

  it("the lowest node counts among those of the last quorate membership", () => {
    const halves = played({ autoTieBreaker: "lowest" }, 4, "split 1|2+3+4");
    halves.settle("split 1|2+3|4");
    expect([halves.quorate("1"), halves.quorate("2+3"), halves.quorate("4")]).toEqual(["No", "Yes", "No"]);
  });

  it("three pairs out of six have no tie to break, two halves have", () => {
    const six = played({ autoTieBreaker: "lowest" }, 6, "split 1+2|3+4|5+6");
    expect(["1+2", "3+4", "5+6"].map(six.quorate)).toEqual(["No", "No", "No"]);
    six.settle("heal");
    six.settle("split 1+2+3|4+5+6");
    expect(["1+2+3", "4+5+6"].map(six.quorate)).toEqual(["Yes", "No"]);
    const highest = played({ autoTieBreaker: "highest" }, 6, "split 1+2+3|4+5+6");
    expect(["1+2+3", "4+5+6"].map(highest.quorate)).toEqual(["No", "Yes"]);
  });

  it("a tie-breaker on an odd number of nodes is ignored without wait_for_all", () => {
    expect(played({ autoTieBreaker: "lowest" }, 5).rules.tieBreaker).toBe("none");
    expect(played({ autoTieBreaker: "lowest", waitForAll: true }, 5).rules.tieBreaker).toBe("lowest");
  });

  it("the last man standing goes down to two, and to one only when he is the tie-breaker", () => {
    const lms = { lastManStanding: true } as const;
    expect(played(lms, 4, "kill 4", "kill 3").quorate("1+2")).toBe("Yes");
    expect(played(lms, 4, "kill 4", "kill 3", "kill 2").quorate("1")).toBe("No");
    const both = { lastManStanding: true, autoTieBreaker: "lowest" } as const;
    expect(played(both, 4, "kill 4", "kill 3", "kill 2").quorate("1")).toBe("Yes");
    expect(played(both, 4, "kill 1", "kill 2", "kill 3").quorate("4")).toBe("No");
  });

  it("two losses within one window are too fast for the last man standing", () => {
    const lms = played({ lastManStanding: true }, 4);
    lms.play("kill 4");
    lms.settle("kill 3");
    expect([lms.quorate("1+2"), lms.numbers(1)]).toEqual(["No", [4, 2, 3]]);
  });

  it("a member that says nothing new is not counted again: with allow_downscale the quorum does not come down by that", () => {
    // Quorum 3, as expected votes never count below the configured five; two of the three that are left have no quorum.
    const options = { lastManStanding: true, allowDownscale: true } as const;
    const five = played(options, 5, "split 1+4+5|2+3", "split 1+5|2+3+4");
    expect([five.quorate("1+5"), five.numbers(1)]).toEqual(["No", [3, 2, 3]]);
  });

  it("last man standing can leave two quorate sides: those dropped one by one find a majority of the old votes", () => {
    const lms = played({ lastManStanding: true }, 5, "split 1|2+3+4+5", "split 1|2|3+4+5", "split 1|2|3|4+5");
    lms.settle("split 1+2+3|4+5");
    expect([lms.quorate("1+2+3"), lms.quorate("4+5")]).toEqual(["Yes", "Yes"]);
  });

  it("though they wait for all: the last of those dropped had learnt to expect no more than three, and says so too late for the others", () => {
    const options = { lastManStanding: true, waitForAll: true } as const;
    const lms = played(options, 5, "split 1|2+3+4+5", "split 1|2|3+4+5", "split 1|2|3|4+5", "split 1+2+3|4+5");
    expect([lms.quorate("1+2"), lms.quorate("3"), lms.quorate("4+5")]).toEqual(["No", "Yes", "Yes"]);
  });

  it("a tie-breaker can do so too, when a node changes sides while the tie-breaker was already cut off", () => {
    const even = played({ autoTieBreaker: "lowest" }, 4, "split 1|2+3+4", "split 1+4|2+3");
    expect([even.quorate("1"), even.quorate("2+3")]).toEqual(["Yes", "Yes"]);
    const odd = played({ autoTieBreaker: "lowest", waitForAll: true }, 3, "split 1+3|2", "split 1|2+3");
    expect([odd.quorate("1"), odd.quorate("2+3")]).toEqual(["Yes", "Yes"]);
  });

  it("two_node lets either side go on after a split: fencing must decide", () => {
    const pair = played({ twoNode: true }, 2, "split 1|2");
    expect([pair.quorate("1"), pair.quorate("2")]).toEqual(["Yes", "Yes"]);
  });

  it("nodes that wait for all do so once", () => {
    const wfa = votequorumPlayer({ votes: one(4), waitForAll: true });
    wfa.settle("start 1|2|3");
    expect(wfa.quorate("1+2+3")).toBe("No");
    wfa.settle("start 4");
    wfa.settle("split 1+2+3|4");
    expect([wfa.quorate("1+2+3"), wfa.quorate("4")]).toEqual(["Yes", "No"]);
  });

  it("of two partitions in contact with qnetd, the one with more nodes in contact wins (lms), or the tie-breaker's", () => {
    const device = { algorithm: "lms", tieBreaker: "highest", votes: 3 } as const;
    const more = played({ device }, 4, "splitboth 1+2+3|4");
    expect([more.quorate("1+2+3"), more.quorate("4")]).toEqual(["Yes", "No"]);
    const even = played({ device }, 4, "splitboth 1+2|3+4");
    expect([even.quorate("1+2"), even.quorate("3+4")]).toEqual(["No", "Yes"]);
  });

  it("qnetd does not take the vote from a partition that has it for a newcomer (lms)", () => {
    const device = { algorithm: "lms", tieBreaker: "lowest", votes: 1 } as const;
    const pair = played({ device }, 2, "split 1|2+qnetd", "splitboth 1|2");
    expect([pair.quorate("1"), pair.quorate("2")]).toEqual(["No", "Yes"]);
  });

  it("refuses what corosync refuses", () => {
    const device = { algorithm: "ffsplit", tieBreaker: "lowest", votes: 1 } as const;
    expect(() => votequorumPlayer({ votes: one(2), device, twoNode: true })).toThrow("two_node");
    expect(() => votequorumPlayer({ votes: one(4), device, autoTieBreaker: "lowest" })).toThrow("auto_tie_breaker");
    expect(() => votequorumPlayer({ votes: one(3), autoTieBreaker: "lowest", lastManStanding: true })).toThrow("odd");
    expect(() => votequorumPlayer({ votes: [1, 0.5] })).toThrow("whole number");
  });
});

describe("laws", () => {
  const safe: Record<string, (nodes: number) => Omit<VotequorumSettings, "votes">> = {
    majority: () => ({}),
    waitForAll: () => ({ waitForAll: true }),
    ffsplit: () => ({ device: { algorithm: "ffsplit", tieBreaker: "lowest", votes: 1 } }),
    lms: (nodes) => ({ device: { algorithm: "lms", tieBreaker: "highest", votes: nodes - 1 } }),
  };

  /** Cuts every node off into one of up to three parts, or kills and restarts some. */
  const happening = (nodes: number): fc.Arbitrary<string> =>
    fc.oneof(
      fc.array(fc.integer({ min: 0, max: 2 }), { minLength: nodes, maxLength: nodes }).map((part) => {
        const parts = [0, 1, 2].map((p) => part.flatMap((of, node) => (of === p ? [node + 1] : [])).join("+"));
        return `splitboth ${parts.filter((text) => text !== "").join("|")}`;
      }),
      fc.constant("heal"),
      fc.integer({ min: 1, max: nodes }).map((node) => `kill ${node}`),
      fc.integer({ min: 1, max: nodes }).map((node) => `start ${node}`),
    );

  const quorateSides = (player: Player, steps: readonly string[]): number => {
    const nodes = player.rules.nodes;
    let split = "";
    let most = 0;
    for (const step of steps) {
      player.settle(step);
      if (step.startsWith("split")) split = step.slice("splitboth ".length);
      if (step === "heal") split = "";
      const sides =
        split === ""
          ? [
              one(nodes)
                .map((_, node) => node + 1)
                .join("+"),
            ]
          : split.split("|");
      most = Math.max(most, sides.filter((side) => player.quorate(side).includes("Yes")).length);
    }
    return most;
  };

  it.each(Object.keys(safe))("without shrinking, no two partitions are quorate: %s", (name) => {
    const story = fc
      .integer({ min: 2, max: 6 })
      .chain((nodes) => fc.record({ nodes: fc.constant(nodes), steps: fc.array(happening(nodes), { maxLength: 12 }) }));
    fc.assert(
      fc.property(story, ({ nodes, steps }) => {
        const player = votequorumPlayer({ votes: one(nodes), ...safe[name](nodes) });
        const started = [
          `start ${one(nodes)
            .map((_, node) => node + 1)
            .join("|")}`,
          ...steps,
        ];
        return quorateSides(player, started) <= 1;
      }),
      { seed: 20260101, numRuns: 400 },
    );
  });

  it.each(["lowest", "highest", "list"] as const)(
    "a whole cluster that falls apart leaves one side quorate: %s",
    (tie) => {
      const story = fc.integer({ min: 2, max: 7 }).chain((nodes) => happening(nodes).map((step) => ({ nodes, step })));
      fc.assert(
        fc.property(story, ({ nodes, step }) => {
          const autoTieBreaker = tie === "list" ? [nodes - 1, 0] : tie;
          const player = votequorumPlayer({ votes: one(nodes), autoTieBreaker, waitForAll: true });
          return (
            quorateSides(player, [
              `start ${one(nodes)
                .map((_, node) => node + 1)
                .join("|")}`,
              step,
            ]) <= 1
          );
        }),
        { seed: 20260102, numRuns: 300 },
      );
    },
  );

  it("a copy of the cells goes on as the original does", () => {
    const original = votequorumPlayer({ votes: one(4), lastManStanding: true, waitForAll: true });
    for (const step of ["start 1|2|3|4", "split 1|2+3+4"]) original.settle(step);
    const copy = votequorumPlayer({ votes: one(4), lastManStanding: true, waitForAll: true });
    for (const step of ["start 1|2|3|4", "split 1|2+3+4"]) copy.play(step);
    copy.world.cells.set(original.world.cells);
    for (const player of [original, copy]) for (const step of ["split 1|2|3+4", "heal"]) player.settle(step);
    expect([...copy.world.cells]).toEqual([...original.world.cells]);
  });
});
