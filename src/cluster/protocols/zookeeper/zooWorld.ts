import { fieldView, type Layout, layOut, type World } from "../../../kernel/world.js";

export const ZooState = { FOLLOWING: 0, LOOKING: 1, FINALISING: 2, DECIDED: 3, LISTENING: 4 } as const;

/** The servers left, ranked by their newest transaction and then their id: the last one wins an election. */
export interface ZooWorld extends World {
  /** Servers that follow the new leader. */
  readonly joined: Int32Array;
  readonly serving: Int32Array;
  readonly state: Int32Array;
  /** Whom the server proposes. */
  readonly proposal: Int32Array;
  /** How many first polls of silence it bears before it repeats its vote: 1, 2, 4… */
  readonly patience: Int32Array;
  /** link = sender × servers + receiver: the vote under way, and 1 + the vote the receiver counts (0 = none). */
  readonly sent: Int32Array;
  readonly counted: Int32Array;
}

export function zooLayout(servers: number): Layout {
  const value = "value" as const;
  return layOut([
    { name: "ensemble", size: 1, fields: { joined: value, serving: value } },
    { name: "server", size: servers, fields: { state: value, proposal: { link: "server" }, patience: value } },
    { name: "link", size: servers * servers, fields: { sent: { link: "server" }, counted: value } },
  ]);
}

export function newZooWorld(layout: Layout, cells: Int32Array = new Int32Array(layout.size)): ZooWorld {
  const view = (group: string, field: string): Int32Array => fieldView(layout, cells, group, field);
  return {
    cells,
    joined: view("ensemble", "joined"),
    serving: view("ensemble", "serving"),
    state: view("server", "state"),
    proposal: view("server", "proposal"),
    patience: view("server", "patience"),
    sent: view("link", "sent"),
    counted: view("link", "counted"),
  };
}
