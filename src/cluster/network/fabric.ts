import type { Topology } from "./topology.js";

/**
 * Joins the switches that reach one another: fabric[s] is the lowest switch that switch s reaches, −1 when it is down.
 * `down` is 1 for each wire that does not work. Union-find with path halving: one pass over the wires.
 */
export function joinSwitches(topology: Topology, down: Int32Array, fabric: Int32Array): void {
  const { from, to, switchWire } = topology;
  for (let place = 0; place < fabric.length; place++) fabric[place] = place;
  for (let wire = 0; wire < from.length; wire++) {
    if (down[wire] === 1 || isDown(switchWire, down, from[wire]!) || isDown(switchWire, down, to[wire]!)) continue;
    const a = lowest(fabric, from[wire]!);
    const b = lowest(fabric, to[wire]!);
    if (a < b) fabric[b] = a;
    else fabric[a] = b;
  }
  for (let place = 0; place < fabric.length; place++) {
    fabric[place] = isDown(switchWire, down, place) ? -1 : lowest(fabric, place);
  }
}

const isDown = (switchWire: Int32Array, down: Int32Array, place: number): boolean =>
  switchWire[place]! >= 0 && down[switchWire[place]!] === 1;

function lowest(fabric: Int32Array, place: number): number {
  let at = place;
  while (fabric[at] !== at) {
    fabric[at] = fabric[fabric[at]!]!;
    at = fabric[at]!;
  }
  return at;
}
