import type { Declare, Model } from "../../kernel/model.js";
import { fieldView, type Layout } from "../../kernel/world.js";

const GROUP = "pending";

/** The numbers of a model's activities, and the plan of their group in a layout. */
export class PendingActivities {
  readonly plan: { readonly name: string; readonly size: number; readonly fields: { readonly pending: "value" } };
  private readonly firstOf: readonly number[];

  constructor({ activities, layout }: Model) {
    let size = 0;
    this.firstOf = activities.map(({ group }) => {
      const first = size;
      size += layout.groups[group]!.size;
      return first;
    });
    this.plan = { name: GROUP, size, fields: { pending: "value" } };
  }

  in(layout: Layout, cells: Int32Array): Int32Array {
    return fieldView(layout, cells, GROUP, "pending");
  }

  /** One has come to pass. */
  ended(pending: Int32Array, activity: number, subject: number): void {
    pending[this.firstOf[activity]! + subject] = 0;
  }

  /** The same declarations, kept account of, and whose marks are heard. */
  watching(pending: Int32Array, declare: Declare, hear: (mark: number) => void): Declare {
    return {
      start: (activity, subject, law, speed) => {
        pending[this.firstOf[activity]! + subject] = 1;
        declare.start(activity, subject, law, speed);
      },
      cancel: (activity, subject) => {
        pending[this.firstOf[activity]! + subject] = 0;
        declare.cancel(activity, subject);
      },
      scale: (...args) => declare.scale(...args),
      choose: (...args) => declare.choose(...args),
      mark(mark, subject) {
        declare.mark(mark, subject);
        hear(mark);
      },
    };
  }
}
