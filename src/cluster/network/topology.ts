import type { NetworkSpec, WireSpec } from "./networkSpec.js";

/** A link or a switch: what joins the racks. Switch s of ring r in rack k has number r · racks + k. */
interface Wire {
  readonly kind: "link" | "switch";
  readonly spec: WireSpec;
  /** The two switches a link joins; of a switch itself, twice. */
  readonly from: number;
  readonly to: number;
}

/** A network unfolded into numbers: who is attached to what. */
export interface Topology {
  readonly nodes: number;
  readonly racks: number;
  readonly rings: number;
  readonly rackOf: Int32Array;
  /** Links, then switches; only those that can fail are switches here. */
  readonly wires: readonly Wire[];
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Of each wire: wires of one class are side by side and interchangeable. */
  readonly wireClass: Int32Array;
  /** Of each switch the wire that is its life; −1 = it never fails. */
  readonly switchWire: Int32Array;
  /** True when each node's port on each ring is a part that fails; port r of node n has number n · rings + r. */
  readonly ports: boolean;
}

/** Numbers the links, switches and ports of a network. */
export function unfoldNetwork(network: NetworkSpec): Topology {
  const { racks, rings, links } = network;
  const rackOf = racks.flatMap(({ nodes }, rack) => new Array<number>(nodes).fill(rack));
  const wires: Wire[] = [];
  const wireClass: number[] = [];
  let nextClass = 0;
  for (let ring = 0; ring < rings; ring++) {
    for (const spec of links) {
      const [a, b] = spec.between;
      for (let path = 0; path < spec.paths; path++) {
        wires.push({ kind: "link", spec, from: ring * racks.length + a, to: ring * racks.length + b });
        wireClass.push(nextClass);
      }
      nextClass++;
    }
  }
  const switchWire = new Int32Array(rings * racks.length).fill(-1);
  if (network.switch) {
    for (const place of switchWire.keys()) {
      switchWire[place] = wires.push({ kind: "switch", spec: network.switch, from: place, to: place }) - 1;
      wireClass.push(nextClass++);
    }
  }
  return {
    nodes: rackOf.length,
    racks: racks.length,
    rings,
    rackOf: Int32Array.from(rackOf),
    wires,
    from: Int32Array.from(wires, ({ from }) => from),
    to: Int32Array.from(wires, ({ to }) => to),
    wireClass: Int32Array.from(wireClass),
    switchWire,
    ports: network.nic !== undefined,
  };
}
