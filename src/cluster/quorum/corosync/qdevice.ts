import type { QdeviceSettings } from "./votequorumRules.js";
import { Told } from "./votequorumWorld.js";

/** What the qnetd daemon sees: the partition each running node says it is in (−1 = not running), and who reaches it. */
export interface QnetdView {
  readonly partition: ArrayLike<number>;
  readonly reaches: ArrayLike<number>;
}

interface Side {
  readonly partition: number;
  readonly size: number;
  readonly clients: readonly number[];
}

/**
 * To whom qnetd gives the device's votes; writes its answers to `told` and forgets those it has lost.
 * `ffsplit`: to the partition of more than half of the nodes, or of two halves to the one with more nodes in contact,
 * then to the tie-breaker's. `lms`: to the partition with most nodes in contact, then to the tie-breaker's; a node that
 * has just come gets nothing while another partition has the vote.
 * Source: corosync-qdevice, qnetd-algo-ffsplit.c and qnetd-algo-lms.c (heuristics off, active partition not kept).
 */
export function askQnetd(device: QdeviceSettings, { partition, reaches }: QnetdView, told: Int32Array): void {
  const inContact = (node: number): boolean => partition[node]! >= 0 && reaches[node] === 1;
  const nodes = [...told.keys()];
  for (const node of nodes) if (!inContact(node)) told[node] = Told.NOTHING;
  const clients = nodes.filter(inContact);
  const sides = [...new Set(clients.map((node) => partition[node]!))].map(
    (p): Side => ({
      partition: p,
      size: nodes.filter((node) => partition[node] === p).length,
      clients: clients.filter((node) => partition[node] === p),
    }),
  );
  const winner =
    device.algorithm === "ffsplit" ? halfOf(device, sides, nodes, partition) : mostOf(device, sides, clients);
  const established = (node: number): boolean => told[node] !== Told.NOTHING;
  const inTurn = [...clients.filter(established), ...clients.filter((node) => !established(node))];
  for (const node of inTurn) {
    const elsewhere = (other: number): boolean => partition[other] !== partition[node] && told[other] === Told.YES;
    if (device.algorithm === "lms" && !established(node) && clients.some(elsewhere)) continue;
    told[node] = partition[node] === winner?.partition ? Told.YES : Told.NO;
  }
}

function halfOf(
  device: QdeviceSettings,
  sides: readonly Side[],
  nodes: readonly number[],
  partition: ArrayLike<number>,
): Side | undefined {
  const preferred = tieBreakerAmong(device, nodes);
  const better = (a: Side, b: Side): number =>
    b.clients.length - a.clients.length ||
    Number(partition[preferred] === b.partition) - Number(partition[preferred] === a.partition);
  const larger = sides.find(({ size }) => 2 * size > nodes.length);
  return larger ?? sides.filter(({ size }) => 2 * size === nodes.length).sort(better)[0];
}

function mostOf(device: QdeviceSettings, sides: readonly Side[], clients: readonly number[]): Side | undefined {
  const most = Math.max(0, ...sides.map((side) => side.clients.length));
  const leaders = sides.filter((side) => side.clients.length === most);
  const preferred = tieBreakerAmong(device, clients);
  return leaders.length === 1 ? leaders[0] : sides.find((side) => side.clients.includes(preferred));
}

/** `lowest` and `highest` mean among these nodes, which are in ascending order. */
function tieBreakerAmong({ tieBreaker }: QdeviceSettings, nodes: readonly number[]): number {
  if (tieBreaker === "lowest") return nodes[0] ?? -1;
  return tieBreaker === "highest" ? (nodes[nodes.length - 1] ?? -1) : tieBreaker;
}
