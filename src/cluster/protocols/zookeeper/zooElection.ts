import { deterministic } from "../../../kernel/laws/deterministic.js";
import { uniform } from "../../../kernel/laws/uniform.js";
import type { Declare } from "../../../kernel/model.js";
import { Mark } from "../../vocabulary.js";
import { ZooState, type ZooWorld } from "./zooWorld.js";

export const ZooActivity = {
  SESSION_END: 0,
  NOTICE: 1,
  VOTE: 2,
  POLL: 3,
  LISTEN: 4,
  CONNECT: 5,
  SYNC: 6,
} as const;

const POLL = 0.2;
/** finalizeWait: a server that has a quorum waits this long for a better vote (FastLeaderElection.java). */
const FINALIZE_WAIT = deterministic({ value: POLL });
/** leaderConnectDelayDuringRetryMs (Learner.java). */
const CONNECT_RETRY = deterministic({ value: 0.1 });
/**
 * Processing, some milliseconds each: a notification, closing a follower down, starting a leader or a follower,
 * synchronising. Assumed, and set to the level and the 5 % of late elections seen in 40 kills of ZooKeeper 3.8.0 with
 * three servers on one machine; they depend on no setting.
 */
const NOTIFICATION = uniform({ from: 0.001, to: 0.003 });
const CLOSE_DOWN = uniform({ from: 0.015, to: 0.018 });
const LEADER_START = uniform({ from: 0.005, to: 0.015 });
const FOLLOWER_START = uniform({ from: 0, to: 0.002 });
const SYNC = uniform({ from: 0.02, to: 0.05 });

/** The connection to the leader is gone: every server closes down its follower first. */
export function sessionsEnded(world: ZooWorld, declare: Declare): void {
  for (let server = 0; server < world.state.length; server++) declare.start(ZooActivity.NOTICE, server, CLOSE_DOWN);
}

/** A server begins to look for a leader and proposes itself. */
export function looks(world: ZooWorld, declare: Declare, server: number): void {
  world.state[server] = ZooState.LOOKING;
  world.patience[server] = 1;
  propose(world, declare, server, server);
  poll(world, declare, server);
}

/**
 * A vote arrives. A server that still follows drops it: so a better server that looked first is not heard until it
 * repeats itself a poll later, the second mode. A better vote is adopted and passed on; a quorum begins the last wait,
 * and any vote starts the wait anew.
 */
export function voteArrived(world: ZooWorld, declare: Declare, link: number, majority: number): void {
  const servers = world.state.length;
  const server = link % servers;
  const state = world.state[server];
  if (state !== ZooState.LOOKING && state !== ZooState.FINALISING) return;
  const vote = world.sent[link];
  world.counted[link] = vote + 1;
  if (vote > world.proposal[server]) {
    world.state[server] = ZooState.LOOKING;
    propose(world, declare, server, vote);
  }
  if (supporters(world, server) >= majority) world.state[server] = ZooState.FINALISING;
  poll(world, declare, server);
}

/** Silence: the end of the last wait, or time to repeat the vote and be twice as patient. */
export function polled(world: ZooWorld, declare: Declare, server: number): void {
  if (world.state[server] === ZooState.FINALISING) {
    decided(world, declare, server);
    return;
  }
  send(world, declare, server);
  world.patience[server] *= 2;
  poll(world, declare, server);
}

/** A follower finds its leader, or tries again while that one does not listen yet. */
export function connected(world: ZooWorld, declare: Declare, server: number, majority: number): void {
  if (world.state[world.proposal[server]] !== ZooState.LISTENING) {
    declare.start(ZooActivity.CONNECT, server, CONNECT_RETRY);
    return;
  }
  world.joined[0]++;
  if (world.joined[0] + 1 === majority) declare.start(ZooActivity.SYNC, 0, SYNC);
}

/** A quorum has the new epoch: the leader says so and serves. */
export function synchronised(world: ZooWorld, declare: Declare): void {
  world.serving[0] = 1;
  declare.mark(Mark.DETECTED, 0);
  declare.mark(Mark.RESTORED, 0);
}

function decided(world: ZooWorld, declare: Declare, server: number): void {
  world.state[server] = ZooState.DECIDED;
  if (world.proposal[server] === server) declare.start(ZooActivity.LISTEN, server, LEADER_START);
  else declare.start(ZooActivity.CONNECT, server, FOLLOWER_START);
}

function propose(world: ZooWorld, declare: Declare, server: number, vote: number): void {
  world.proposal[server] = vote;
  send(world, declare, server);
}

function send(world: ZooWorld, declare: Declare, server: number): void {
  const servers = world.state.length;
  for (let other = 0; other < servers; other++) {
    if (other === server) continue;
    const link = server * servers + other;
    world.sent[link] = world.proposal[server];
    declare.start(ZooActivity.VOTE, link, NOTIFICATION);
  }
}

function poll(world: ZooWorld, declare: Declare, server: number): void {
  const last = world.state[server] === ZooState.FINALISING;
  const law = last ? FINALIZE_WAIT : deterministic({ value: POLL * world.patience[server] });
  declare.start(ZooActivity.POLL, server, law);
}

function supporters(world: ZooWorld, server: number): number {
  const servers = world.state.length;
  const vote = world.proposal[server];
  let count = 1;
  for (let other = 0; other < servers; other++) {
    if (other !== server && world.counted[other * servers + server] === vote + 1) count++;
  }
  return count;
}
