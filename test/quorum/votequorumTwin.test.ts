import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { votequorumPlayer } from "./votequorumPlayer.js";
import { Twin, type TwinOptions } from "./votequorumTwin.js";

interface Story {
  readonly options: TwinOptions;
  readonly steps: readonly string[];
}

/** The wait_for_all that is not written follows two_node, and a tie-breaker switches two_node off: that is tested elsewhere. */
const asked = (nodes: number, heavy: boolean): fc.Arbitrary<TwinOptions> =>
  fc
    .record({
      votes: fc.array(fc.integer({ min: heavy ? 0 : 1, max: heavy ? 3 : 1 }), { minLength: nodes, maxLength: nodes }),
      twoNode: fc.boolean(),
      waitForAll: fc.boolean(),
      tie: fc.oneof(
        fc.constantFrom("none" as const, "lowest" as const, "highest" as const),
        fc.shuffledSubarray([...Array(nodes).keys()], { minLength: 1 }),
      ),
      lastManStanding: fc.boolean(),
      allowDownscale: fc.boolean(),
    })
    .filter(({ votes, tie, waitForAll, lastManStanding, twoNode }) => {
      const odd = votes.reduce((a, b) => a + b, 0) % 2 === 1;
      if (lastManStanding && votes.some((v) => v > 1)) return false;
      return tie === "none" || (!twoNode && (!odd || waitForAll));
    });

/** A choice for each node and what to do with it, made into steps that are possible. */
const stepsOf = (nodes: number): fc.Arbitrary<string[]> =>
  fc
    .array(
      fc.record({
        verb: fc.constantFrom("split", "split", "heal", "kill", "term", "start", "wait", "reform"),
        of: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: nodes, maxLength: nodes }),
      }),
      { maxLength: 14 },
    )
    .map((wishes) => {
      const runs = new Array<boolean>(nodes).fill(true);
      return wishes.flatMap(({ verb, of }) => {
        const ids = [...of.keys()];
        if (verb === "split") {
          const parts = [0, 1, 2].map((p) => ids.filter((id) => of[id] === p).map((id) => id + 1));
          return [
            `split ${parts
              .filter((part) => part.length > 0)
              .map((part) => part.join("+"))
              .join("|")}`,
          ];
        }
        if (!["kill", "term", "start"].includes(verb)) return [verb];
        const chosen = ids.filter((id) => of[id] === 0 && runs[id] === (verb !== "start"));
        for (const id of chosen) runs[id] = verb === "start";
        return chosen.length > 0 ? [`${verb} ${chosen.map((id) => id + 1).join("|")}`] : [];
      });
    });

const stories = (heavy: boolean): fc.Arbitrary<Story> =>
  fc.integer({ min: 2, max: 6 }).chain((nodes) =>
    fc.record({ options: asked(nodes, heavy), steps: stepsOf(nodes) }).map(({ options, steps }) => ({
      options,
      steps: [`start ${options.votes.map((_, id) => id + 1).join("|")}`, ...steps],
    })),
  );

function agrees({ options, steps }: Story): void {
  const { tie, ...same } = options;
  const player = votequorumPlayer({ ...same, autoTieBreaker: tie });
  const twin = new Twin(options);
  for (const step of steps) {
    player.play(step);
    twin.play(step);
    const mine = options.votes.map((_, id) =>
      player.world.running[id] === 1 ? `${player.world.quorate[id] === 1} ${player.numbers(id + 1).join(" ")}` : "none",
    );
    expect(mine, step).toEqual(twin.answers());
  }
}

describe("votequorum against a second, literal reading of votequorum.c", () => {
  it("answers alike, message by message, under every pair of options", () => {
    fc.assert(fc.property(stories(false), agrees), { seed: 20260201, numRuns: 1500 });
  });

  it("answers alike where nodes have other votes than one", () => {
    fc.assert(fc.property(stories(true), agrees), { seed: 20260202, numRuns: 1500 });
  });
});
