import type { Law } from "../../kernel/law.js";
import { type Deterministic, deterministic } from "../../kernel/laws/deterministic.js";
import { immediate } from "../../kernel/laws/immediate.js";
import { mixture } from "../../kernel/laws/made/mixture.js";
import { shifted } from "../../kernel/laws/made/shifted.js";
import type { Step } from "./steps.js";

/** One way through the steps: how probable it is, the seconds that are certain, and what is random of it. */
interface Way {
  readonly weight: number;
  readonly certain: number;
  readonly random?: Law;
}

/** The law of all steps, one after another; undefined where two of them are random on the same way: there is no law for their sum. */
export function lawOfSteps(steps: readonly Step[]): Law | undefined {
  let ways: Way[] = [{ weight: 1, certain: 0 }];
  for (const { law, chance = 1 } of steps) {
    const taken = chance === 0 ? [] : ways.map((way) => then(way, law, chance));
    if (taken.includes(undefined)) return undefined;
    const passed = chance === 1 ? [] : ways.map((way) => ({ ...way, weight: way.weight * (1 - chance) }));
    ways = [...(taken as Way[]), ...passed];
  }
  return ways.length === 1
    ? lawOfWay(ways[0]!)
    : mixture({ parts: ways.map((way) => ({ ...way, law: lawOfWay(way) })) });
}

function then(way: Way, law: Law, chance: number): Way | undefined {
  const weight = way.weight * chance;
  if (law.kind === "immediate") return { ...way, weight };
  if (law.kind === "deterministic") return { ...way, weight, certain: way.certain + (law as Deterministic).value };
  return way.random ? undefined : { ...way, weight, random: law };
}

function lawOfWay({ certain, random }: Way): Law {
  if (!random) return certain === 0 ? immediate() : deterministic({ value: certain });
  return certain === 0 ? random : shifted({ by: certain, law: random });
}
