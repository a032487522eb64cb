/**
 * A second reading of corosync 3.1.7's exec/votequorum.c, as slow and literal as can be and without a line of the product: each
 * daemon keeps its list of nodes, each message is handled alone, and a node that nothing changed about is not counted again.
 * Without a quorum device. Steps are written as in `votequorumPlayer.ts`.
 */
export interface TwinOptions {
  readonly votes: readonly number[];
  readonly twoNode: boolean;
  readonly waitForAll: boolean;
  /** None, lowest, highest, or ids from 0. */
  readonly tie: "none" | "lowest" | "highest" | readonly number[];
  readonly lastManStanding: boolean;
  readonly allowDownscale: boolean;
}

interface Known {
  state: "member" | "dead" | "leaving";
  votes: number;
  expected: number;
  quorate: boolean;
  waiting: boolean;
  first: boolean;
  leaving: boolean;
}

type Message = Readonly<Omit<Known, "state"> & { from: number }>;

class Daemon {
  readonly list = new Map<number, Known>();
  readonly us: Known;
  readonly barrier: number;
  lms: boolean;
  timer = false;
  /** Apart from the flag in `us`, which a node's own message sets back to what it was when it was sent. */
  waits: boolean;
  quorum = 0;
  isQuorate = false;
  lowest = -1;
  highest = -1;
  ring: number[] = [];
  before: number[] = [];

  constructor(
    readonly id: number,
    readonly options: TwinOptions,
  ) {
    this.barrier = options.votes.reduce((a, b) => a + b, 0);
    this.lms = options.lastManStanding;
    this.waits = options.waitForAll;
    this.us = {
      state: "member",
      votes: options.votes[id]!,
      expected: this.barrier,
      quorate: false,
      waiting: options.waitForAll,
      first: true,
      leaving: false,
    };
    this.list.set(id, this.us);
    this.recalculate(false, false);
  }

  members(): [number, Known][] {
    return [...this.list].filter(([, { state }]) => state === "member").sort(([a], [b]) => a - b);
  }

  total(): number {
    return this.members().reduce((sum, [, { votes }]) => sum + votes, 0);
  }

  recalculate(mayDecrease: boolean, byMembers: boolean): void {
    const present = this.members();
    const total = this.total();
    this.us.expected = Math.max(this.us.expected, total);
    let most = Math.max(0, ...present.map(([, { expected }]) => expected));
    if (byMembers) most = this.options.allowDownscale ? Math.max(this.barrier, present.length) : present.length;
    let needed = Math.max(Math.floor((most + 2) / 2), Math.floor((total + 2) / 2));
    if (!mayDecrease) needed = Math.max(needed, this.quorum);
    this.quorum = this.options.twoNode && present.length <= 2 ? 1 : needed;
    if (byMembers) for (const [, node] of present) node.expected = present.length;
    this.judge(total);
  }

  judge(total: number): void {
    if (this.options.waitForAll && this.waits) {
      if (total !== this.us.expected) {
        if (this.isQuorate) throw new Error("votequorum.c asserts that who waits is not quorate");
        return;
      }
      this.wait(false);
    }
    let quorate = total >= this.quorum;
    if (quorate) {
      const ids = this.members().map(([id]) => id);
      this.lowest = Math.min(...ids);
      this.highest = Math.max(...ids);
    }
    const half = total === Math.floor(this.us.expected / 2);
    if (this.options.tie !== "none" && half && this.before.length - this.ring.length < this.quorum && this.winsTie()) {
      quorate = true;
    }
    this.isQuorate = quorate;
    this.us.quorate = quorate;
    if (this.options.waitForAll) this.wait(!quorate);
  }

  wait(still: boolean): void {
    this.waits = still;
    this.us.waiting = still;
  }

  has(id: number): boolean {
    return this.list.get(id)?.state === "member";
  }

  winsTie(): boolean {
    const { tie } = this.options;
    if (tie === "lowest") return this.has(this.lowest);
    if (tie === "highest") return this.has(this.highest);
    for (const [i, id] of (tie as readonly number[]).entries()) {
      if (this.ring.includes(id)) return !(tie as readonly number[]).slice(0, i).some((j) => this.before.includes(j));
    }
    return false;
  }

  says(leaving = false): Message {
    const { state: _, ...told } = this.us;
    return { ...told, leaving, from: this.id };
  }

  hears(message: Message): void {
    const { from, ...told } = message;
    const old = this.list.get(from);
    const node: Known = old ?? { ...told, state: "dead" };
    this.list.set(from, node);
    const was = { ...node };
    Object.assign(node, { ...told, expected: node.expected, state: told.leaving ? "leaving" : "member" });
    let mayDecrease = told.leaving;
    if (!this.isQuorate && told.quorate) {
      mayDecrease = true;
      this.us.expected = told.expected;
    }
    node.expected = told.quorate || this.options.allowDownscale ? told.expected : this.us.expected;
    if (this.lms && told.votes > 1) {
      this.lms = false;
      this.timer = false;
    }
    const turned = (Object.keys(was) as (keyof Known)[]).some((key) => was[key] !== node[key]);
    if (!old || from === this.id || told.first || turned) this.recalculate(mayDecrease, told.leaving);
    if (this.options.waitForAll && told.quorate && !told.waiting) this.wait(false);
  }

  forms(ring: number[]): void {
    if (ring.length > 1) this.us.first = false;
    const left = this.ring.filter((id) => !ring.includes(id));
    for (const id of left) this.list.get(id)!.state = "dead";
    const anchored = this.options.tie !== "none" && this.has(this.lowest);
    if (this.lms && ((ring.length >= this.quorum && left.length > 0) || (ring.length <= this.quorum && anchored))) {
      this.timer = true;
    }
    this.before = this.ring;
    this.ring = ring;
  }

  timesOut(): void {
    if (!this.timer) return;
    this.timer = false;
    if (this.isQuorate) this.recalculate(true, true);
  }
}

/** A cluster of such daemons. */
export class Twin {
  private readonly daemons = new Map<number, Daemon>();
  private parts: number[];

  constructor(private readonly options: TwinOptions) {
    this.parts = options.votes.map(() => 0);
  }

  play(step: string): void {
    const [verb = "", of = ""] = step.split(" ");
    const ids = [...of.matchAll(/\d+/g)].map(([digits]) => Number(digits) - 1);
    if (verb === "wait") {
      for (const daemon of this.daemons.values()) daemon.timesOut();
      return;
    }
    if (verb === "split") {
      for (const [p, part] of of.split("|").entries())
        for (const [digits] of part.matchAll(/\d+/g)) this.parts[Number(digits) - 1] = p;
    }
    if (verb === "heal") this.parts = this.parts.map(() => 0);
    for (const id of ids) {
      if (verb === "term") this.says(this.daemons.get(id)!);
      if (verb === "term" || verb === "kill") this.daemons.delete(id);
      if (verb === "start") this.starts(id);
    }
    this.regroup(verb === "reform");
  }

  /** Of each node: whether it is quorate, expected votes, votes, quorum. */
  answers(): string[] {
    return this.parts.map((_, id) => {
      const d = this.daemons.get(id);
      return d ? `${d.isQuorate} ${d.us.expected} ${d.total()} ${d.quorum}` : "none";
    });
  }

  private says(leaver: Daemon): void {
    if (!this.options.allowDownscale) return;
    const goodbye = leaver.says(true);
    for (const id of leaver.ring) if (id !== leaver.id) this.daemons.get(id)?.hears(goodbye);
  }

  private starts(id: number): void {
    const daemon = new Daemon(id, this.options);
    this.daemons.set(id, daemon);
    this.syncs([id]);
  }

  private regroup(force: boolean): void {
    const living = [...this.daemons.keys()].sort((a, b) => a - b);
    for (const part of new Set(living.map((id) => this.parts[id]))) {
      const ring = living.filter((id) => this.parts[id] === part);
      if (force || ring.some((id) => this.daemons.get(id)!.ring.join() !== ring.join())) this.syncs(ring);
    }
  }

  private syncs(ring: number[]): void {
    const all = ring.map((id) => this.daemons.get(id)!);
    for (const daemon of all) daemon.forms(ring);
    for (const message of all.map((daemon) => daemon.says())) for (const daemon of all) daemon.hears(message);
    for (const daemon of all) daemon.recalculate(false, false);
  }
}
