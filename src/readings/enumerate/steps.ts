import type { Model } from "../../kernel/model.js";
import type { Step } from "./chain.js";
import type { Clocks } from "./clocks.js";
import { Words } from "./words.js";

/** Numbers the kinds of edges of a chain: by the law that ends and by the way its choices go. */
export class Steps {
  readonly list: Step[] = [];
  private readonly words = new Words();
  private readonly weights: number[] = [];
  private word = new Int32Array(16);

  constructor(
    private readonly model: Model,
    private readonly clocks: Clocks,
  ) {}

  /** @param choices number, branch taken and its weight of each choice met, one after another */
  numberOf(entry: number, choices: readonly number[]): number {
    if (this.word.length <= choices.length) this.word = new Int32Array(2 * choices.length);
    this.word[0] = entry;
    for (const [i, part] of choices.entries()) this.word[i + 1] = i % 3 === 2 ? this.weightIndex(part) : part;
    const step = this.words.numberOf(this.word, 0, choices.length + 1);
    if (step === this.list.length) this.list.push(this.step(entry, choices));
    return step;
  }

  private step(entry: number, choices: readonly number[]): Step {
    const { activity, law } = this.clocks.entries[entry]!;
    const { name, clock = false, reaction = false } = this.model.activities[activity]!;
    const met = Array.from({ length: choices.length / 3 }, (_, i) => {
      const { name: choice, mayFail = false } = this.model.choices[choices[3 * i]!]!;
      const taken = choices[3 * i + 1]!;
      return { choice, taken, weight: choices[3 * i + 2]!, failed: mayFail && taken > 0 };
    });
    return { activity: name, law, clock, reaction, choices: met };
  }

  private weightIndex(weight: number): number {
    const known = this.weights.indexOf(weight);
    return known >= 0 ? known : this.weights.push(weight) - 1;
  }
}
