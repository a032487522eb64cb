import { askQnetd, type QnetdView } from "./qdevice.js";
import { hear, isMember, nodeinfoOf, recalculate } from "./votequorum.js";
import type { VotequorumRules } from "./votequorumRules.js";
import { Standing, Told, type VotequorumWorld } from "./votequorumWorld.js";

/**
 * What happens to a corosync cluster: daemons start and end, the network falls into parts and heals. Call `start`,
 * `kill` or `leave` for every node concerned, then `regroup` once with who reaches whom; when the last-man-standing
 * window of a node ends is the business of a timer (`windowEnds`).
 */

/** The daemon of `node` starts knowing only its configuration, and forms a membership of its own. */
export function start(rules: VotequorumRules, world: VotequorumWorld, node: number): void {
  forget(rules, world, node);
  const own = node * rules.nodes + node;
  world.running[node] = 1;
  world.waiting[node] = rules.waitForAll ? 1 : 0;
  world.standing[own] = Standing.MEMBER;
  world.expected[own] = rules.expected;
  recalculate(rules, world, node, false, false);
  enter(rules, world, node, [node]);
  exchange(rules, world, [node]);
}

/** The daemon of `node` is gone without a word; the others see it at the next `regroup`. */
export function kill(rules: VotequorumRules, world: VotequorumWorld, node: number): void {
  forget(rules, world, node);
}

/** The daemon of `node` ends in good order: with allow_downscale it tells the members, otherwise it is just gone. */
export function leave(rules: VotequorumRules, world: VotequorumWorld, node: number): void {
  if (rules.allowDownscale) {
    const goodbye = nodeinfoOf(rules, world, node, true);
    for (const member of membership(rules, world, node)) if (member !== node) hear(rules, world, member, goodbye);
  }
  forget(rules, world, node);
}

/**
 * Memberships form anew. `partition[node]` numbers the groups of nodes that reach one another, `reaches[node]` is 1
 * where the qnetd daemon is reached (see `QnetdView`). A group whose membership stays as it was does nothing, unless
 * `force` makes every ring form again, as after a lost token.
 */
export function regroup(rules: VotequorumRules, world: VotequorumWorld, view: QnetdView, force = false): void {
  const running = [...world.running.keys()].filter((node) => world.running[node] === 1);
  const groups = [...new Set(running.map((node) => view.partition[node]!))].map((part) =>
    running.filter((node) => view.partition[node] === part),
  );
  const changed = groups.filter((group) => force || group.some((node) => !sameMembers(rules, world, node, group)));
  for (const group of changed) for (const node of group) enter(rules, world, node, group);
  const turned = deviceTurned(rules, world, {
    ...view,
    partition: world.running.map((on, i) => (on ? view.partition[i]! : -1)),
  });
  for (const group of changed) exchange(rules, world, group);
  for (const group of groups) {
    if (!changed.includes(group))
      for (const node of group) if (turned.includes(node)) announce(rules, world, node, group);
  }
}

/** The nodes that gain or lose the device's votes. */
function deviceTurned({ device }: VotequorumRules, world: VotequorumWorld, view: QnetdView): number[] {
  if (!device) return [];
  askQnetd(device, view, world.told);
  const had = world.hasDevice.slice();
  for (const node of had.keys()) world.hasDevice[node] = world.told[node] === Told.YES ? 1 : 0;
  return [...had.keys()].filter((node) => had[node] !== world.hasDevice[node]);
}

/** `node` finds itself in a new membership: who is missing is gone, and the last-man-standing window may begin. */
function enter(rules: VotequorumRules, world: VotequorumWorld, node: number, group: readonly number[]): void {
  const { nodes } = rules;
  const row = node * nodes;
  let lost = 0;
  for (let other = 0; other < nodes; other++) {
    const wasMember = world.member[row + other]!;
    const isMember = group.includes(other) ? 1 : 0;
    world.before[row + other] = wasMember;
    world.member[row + other] = isMember;
    if (wasMember <= isMember) continue;
    lost++;
    world.standing[row + other] = Standing.GONE;
    // What it expected and said is told anew when it comes back.
    world.expected[row + other] = 0;
    world.heard[row + other] = 0;
  }
  if (rules.lastManStanding && windowBegins(rules, world, node, group.length, lost)) world.window[node] = 1;
}

/** As corosync has it, the tie-breaker that lets the window begin in a small partition is always the lowest node. */
function windowBegins(
  rules: VotequorumRules,
  world: VotequorumWorld,
  node: number,
  size: number,
  lost: number,
): boolean {
  const quorum = world.quorum[node]!;
  if (size >= quorum && lost > 0) return true;
  return size <= quorum && rules.tieBreaker !== "none" && isMember(rules, world, node, world.lowest[node]!);
}

/**
 * Members speak lowest first, each of what it knew before anybody spoke: the messages of a new membership are on their way at
 * once. Then each judges once more.
 */
function exchange(rules: VotequorumRules, world: VotequorumWorld, group: readonly number[]): void {
  const infos = group.map((sender) => nodeinfoOf(rules, world, sender));
  for (const info of infos) for (const node of group) hear(rules, world, node, info);
  for (const node of group) recalculate(rules, world, node, false, false);
}

function announce(rules: VotequorumRules, world: VotequorumWorld, sender: number, group: readonly number[]): void {
  const info = nodeinfoOf(rules, world, sender);
  for (const node of group) hear(rules, world, node, info);
}

function membership({ nodes }: VotequorumRules, world: VotequorumWorld, node: number): number[] {
  return [...world.member.subarray(node * nodes, (node + 1) * nodes)].flatMap((is, other) => (is === 1 ? [other] : []));
}

function sameMembers(rules: VotequorumRules, world: VotequorumWorld, node: number, group: readonly number[]): boolean {
  const row = node * rules.nodes;
  let members = 0;
  for (let other = 0; other < rules.nodes; other++) members += world.member[row + other]!;
  return members === group.length && group.every((member) => world.member[row + member] === 1);
}

/** Nothing outlives the daemon. */
function forget({ nodes }: VotequorumRules, world: VotequorumWorld, node: number): void {
  for (const field of [world.running, world.quorate, world.quorum, world.waiting, world.window]) field[node] = 0;
  for (const field of [world.hasDevice, world.told]) field[node] = 0;
  world.lowest[node] = -1;
  world.highest[node] = -1;
  for (const field of [world.standing, world.expected, world.heard, world.member, world.before]) {
    field.fill(0, node * nodes, (node + 1) * nodes);
  }
}
