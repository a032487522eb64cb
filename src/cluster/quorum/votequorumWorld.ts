import { fieldView, type Layout, layOut, type World } from "../../kernel/world.js";

/** What a node holds of another (or of itself): never met or lost, a member, about to leave in good order. */
export const Standing = { GONE: 0, MEMBER: 1, LEAVING: 2 } as const;

/** What the qnetd daemon last told a node: nothing yet, no vote, the vote. */
export const Told = { NOTHING: 0, NO: 1, YES: 2 } as const;

/**
 * What each node of a corosync cluster has seen and concluded; nothing here is known to all. Fields "of a pair" hold
 * what node i thinks of node j at i·nodes + j.
 */
export class VotequorumWorld implements World {
  readonly layout: Layout;
  readonly cells: Int32Array;
  /** Of each node: 1 = the daemon runs; 1 = it considers itself quorate; votes it needs; 1 = still waits for all. */
  readonly running: Int32Array;
  readonly quorate: Int32Array;
  readonly quorum: Int32Array;
  readonly waiting: Int32Array;
  /** Of each node: lowest and highest node when it last had enough votes, −1 = never. */
  readonly lowest: Int32Array;
  readonly highest: Int32Array;
  /** Of each node: 1 = its last-man-standing window is running. */
  readonly window: Int32Array;
  /** Of each node: 1 = it counts the device's votes; what qnetd last told it (`Told`). */
  readonly hasDevice: Int32Array;
  readonly told: Int32Array;
  /** Of each pair: `Standing`; votes expected in all according to that node; 1 = in the membership now, in the one before. */
  readonly standing: Int32Array;
  readonly expected: Int32Array;
  readonly member: Int32Array;
  readonly before: Int32Array;

  constructor(nodes: number) {
    const layout = votequorumLayout(nodes);
    const cells = new Int32Array(layout.size);
    const view = (group: string, field: string) => fieldView(layout, cells, group, field);
    this.layout = layout;
    this.cells = cells;
    this.running = view("node", "running");
    this.quorate = view("node", "quorate");
    this.quorum = view("node", "quorum");
    this.waiting = view("node", "waiting");
    this.lowest = view("node", "lowest");
    this.highest = view("node", "highest");
    this.window = view("node", "window");
    this.hasDevice = view("node", "hasDevice");
    this.told = view("node", "told");
    this.standing = view("pair", "standing");
    this.expected = view("pair", "expected");
    this.member = view("pair", "member");
    this.before = view("pair", "before");
  }
}

const NODE_FIELDS = "running quorate quorum waiting lowest highest window hasDevice told".split(" ");
const PAIR_FIELDS = "standing expected member before".split(" ");

/** Every node is a class of its own: ids decide ties, so no two are interchangeable. */
function votequorumLayout(nodes: number): Layout {
  const asValues = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, "value" as const]));
  const order = Array.from({ length: nodes }, (_, node) => node);
  return layOut([
    { name: "whole", size: 1, fields: {} },
    { name: "node", size: nodes, classes: order, fields: asValues(NODE_FIELDS) },
    {
      name: "pair",
      size: nodes * nodes,
      within: "node",
      parent: order.flatMap((node) => order.map(() => node)),
      classes: order.flatMap(() => order),
      fields: asValues(PAIR_FIELDS),
    },
  ]);
}
