import type { Law } from "../../kernel/law.js";
import { deterministic } from "../../kernel/laws/deterministic.js";
import { uniform } from "../../kernel/laws/uniform.js";
import type { Step } from "../protocols/steps.js";
import { type Backoff, backoff } from "./backoff.js";
import type { ClientsSettings } from "./clientsSettings.js";

/** The way of the clients from a fault to being served again. */
export interface ClientsWay {
  /** When whoever they ask can know: as soon as the service serves again, or when the model marks ANNOUNCED. */
  readonly told: "served" | "announced";
  /** What must pass from then on until a client that asks is told the truth. */
  readonly learn: readonly Step[];
  /** Their attempts; absent: they are told, and come at once. */
  readonly retry?: Backoff;
  /** What holds those up that wait for an answer of the node struck; absent: it refuses them at once. */
  readonly held?: Held;
}

/** A request without an answer. */
interface Held {
  /** Share of the clients that it befalls. */
  readonly share: number;
  /** From the fault until it is given up; absent: never by the client itself. */
  readonly silence?: Law;
  /** TCP sends it again; what meets a new owner of the address is refused at once. */
  readonly resend?: Backoff;
  /** Attempts of these clients: each in vain takes its time. */
  readonly retry?: Backoff;
}

/** Clients that are told at once, or never lose the service: those of a library on the node itself. */
export const AT_ONCE: ClientsWay = { told: "served", learn: [] };

/** net/ipv4/tcp_timer.c: the longest between two retransmissions (TCP_RTO_MAX). */
const RESEND_MOST = 120;

/**
 * The way as settings have it. Each step is passed by a client at a moment of its own: a cached name, a driver's look and
 * a load balancer's check come anywhere in their interval. `silent`: the node that is struck answers nothing.
 * @throws RangeError when a range is none.
 */
export function clientsWay(settings: ClientsSettings = {}, silent = false): ClientsWay {
  const { connect = 0 } = settings;
  const held = heldBy(settings, connect);
  const retry = attempts(settings, 0);
  return { told: "served", learn: learning(settings), ...(retry && { retry }), ...(silent && held && { held }) };
}

function learning({ ttl = 0, refresh = 0, checkEvery = 0, checksPassed = 1 }: ClientsSettings): Step[] {
  return [
    { name: "name expires", law: within(ttl) },
    { name: "driver looks", law: within(refresh) },
    { name: "next check", law: within(checkEvery) },
    { name: "checks passed", law: deterministic({ value: checkEvery * (checksPassed - 1) }) },
  ].filter(({ law }) => law.mean > 0);
}

function heldBy(settings: ClientsSettings, connect: number): Held | undefined {
  const { attached: share = 1, silenceTo = 0, resend = 0 } = settings;
  const { silenceFrom = silenceTo } = settings;
  if (silenceFrom > silenceTo) throw new RangeError(exceeds("silenceFrom", silenceFrom, "silenceTo", silenceTo));
  if (silenceTo === 0 && resend === 0) return undefined;
  const retry = attempts(settings, connect);
  return {
    share,
    ...(silenceTo > 0 && { silence: between(silenceFrom, silenceTo) }),
    ...(resend > 0 && { resend: backoff({ first: resend, most: Math.max(resend, RESEND_MOST), jitter: 0, vain: 0 }) }),
    ...(retry && { retry }),
  };
}

function attempts({ retry = 0, retryMost = retry, jitter = 0 }: ClientsSettings, vain: number): Backoff | undefined {
  if (retry > retryMost) throw new RangeError(exceeds("retry", retry, "retryMost", retryMost));
  return retry === 0 ? undefined : backoff({ first: retry, most: retryMost, jitter, vain });
}

const within = (interval: number): Law => between(0, interval);

const between = (from: number, to: number): Law => (from === to ? deterministic({ value: to }) : uniform({ from, to }));

const exceeds = (one: string, value: number, other: string, limit: number): string =>
  `clients.${one} (${value} s) exceeds clients.${other} (${limit} s)`;
