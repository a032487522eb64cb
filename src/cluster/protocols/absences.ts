import type { Law } from "../../kernel/law.js";
import { deterministic } from "../../kernel/laws/deterministic.js";
import type { Declare } from "../../kernel/model.js";

/** A member that is away beside the one that is struck: killed and started again, or frozen and let go on. */
export interface Absence {
  /** Its number among those that the protocol names (`Protocol.members`). */
  readonly member: number;
  readonly kind: "kill" | "freeze";
  /** Seconds from the fault that the incident begins with. */
  readonly at: number;
  /** Seconds until it is back; undefined: never. */
  readonly lasts: number | undefined;
}

/** What the members of a protocol do when one goes and when it comes back. */
interface Handlers {
  goes(absence: Absence, declare: Declare): void;
  comes(absence: Absence, declare: Declare): void;
}

const GOES = 0;
const COMES = 1;

/** The comings and goings of members, as two activities of a group that has one of each for every absence. */
export class Absences {
  readonly activities: readonly { readonly name: string; readonly group: number }[];
  private readonly first: number;
  private readonly all: readonly Absence[];

  /** `first`: the number of the first of its activities; `group`: the group with as many members as there are absences. */
  constructor(first: number, group: number, all: readonly Absence[]) {
    this.first = first;
    this.all = all;
    this.activities = ["member goes", "member comes"].map((name) => ({ name, group }));
  }

  /** Those who are away from the start go now. */
  begin(declare: Declare, handlers: Handlers): void {
    for (const [i, { at }] of this.all.entries()) {
      if (at > 0) declare.start(this.first + GOES, i, after(at));
      else this.goes(i, declare, handlers);
    }
  }

  fire(activity: number, i: number, declare: Declare, handlers: Handlers): void {
    if (activity - this.first === COMES) handlers.comes(this.all[i]!, declare);
    else this.goes(i, declare, handlers);
  }

  private goes(i: number, declare: Declare, handlers: Handlers): void {
    const absence = this.all[i]!;
    if (absence.lasts !== undefined) declare.start(this.first + COMES, i, after(absence.lasts));
    handlers.goes(absence, declare);
  }
}

const after = (value: number): Law => deterministic({ value });
