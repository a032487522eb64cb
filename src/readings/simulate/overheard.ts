import type { Model } from "../../kernel/model.js";
import type { World } from "../../kernel/world.js";

/** Is told of every activity just before and just after its handler. */
export interface Ear<W extends World = World> {
  before?(activity: number, subject: number, world: W): void;
  after?(activity: number, subject: number, world: W): void;
}

/** The same model, with somebody listening. */
export function overheard<W extends World>(model: Model<W>, ear: Ear<W>): Model<W> {
  return {
    ...model,
    fire(activity, subject, world, declare) {
      ear.before?.(activity, subject, world);
      model.fire(activity, subject, world, declare);
      ear.after?.(activity, subject, world);
    },
  };
}
