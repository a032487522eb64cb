import type { Law } from "../../kernel/law.js";
import type { Declare } from "../../kernel/model.js";
import { fieldView, type Layout } from "../../kernel/world.js";
import { Mark } from "../vocabulary.js";
import { waitAfter } from "./backoff.js";
import type { ClientsWay } from "./clientsWay.js";

const FIELDS = ["told", "learnt", "held", "wasHeld", "attempts", "resends", "reached"] as const;

/** The cells of one client of the service. */
export interface Client {
  /** 1 once whoever is asked can know where the service is. */
  readonly told: Int32Array;
  /** Steps of learning that are behind; with all of them, who asks is told the truth. */
  readonly learnt: Int32Array;
  /** 1 while it waits for an answer that never comes, and whether it ever did. */
  readonly held: Int32Array;
  readonly wasHeld: Int32Array;
  readonly attempts: Int32Array;
  readonly resends: Int32Array;
  readonly reached: Int32Array;
}

/** The plan of its group in a layout. */
export const CLIENT = {
  name: "client",
  size: 1,
  fields: Object.fromEntries(FIELDS.map((field) => [field, "value" as const])),
};

export function clientIn(layout: Layout, cells: Int32Array): Client {
  const views = FIELDS.map((field) => [field, fieldView(layout, cells, CLIENT.name, field)] as const);
  return Object.fromEntries(views) as unknown as Client;
}

export const ACTIVITIES = ["learn", "give up", "resend", "attempt"] as const;
const Activity = { LEARN: 0, GIVE_UP: 1, RESEND: 2, ATTEMPT: 3 } as const;

/** What a client does between the fault and being served; its activities and its choice are numbered from those given on. */
export class ClientHandlers {
  private readonly way: ClientsWay;
  private readonly first: number;
  private readonly choice: number;

  constructor(way: ClientsWay, first: number, choice: number) {
    this.way = way;
    this.first = first;
    this.choice = choice;
  }

  /** Its request is refused, or waits for an answer. */
  begin(client: Client, declare: Declare): void {
    const { held, retry } = this.way;
    const waits = held !== undefined && declare.choose(this.choice, 0, [held.share, 1 - held.share]) === 0;
    client.held[0] = client.wasHeld[0] = waits ? 1 : 0;
    if (!waits && retry) this.start(declare, Activity.ATTEMPT, retry.phase);
    if (waits && held.silence) this.start(declare, Activity.GIVE_UP, held.silence);
    if (waits && held.resend) this.start(declare, Activity.RESEND, waitAfter(held.resend, 0));
  }

  /** The mark of the servers, once, from which on a client can learn. */
  told(client: Client, declare: Declare): void {
    if (client.told[0] === 1) return;
    client.told[0] = 1;
    this.learnNext(client, declare);
  }

  /** Nothing will ever be told: it gives up trying, too. */
  despair(declare: Declare): void {
    for (const activity of Object.values(Activity)) declare.cancel(this.first + activity, 0);
  }

  fire(activity: number, client: Client, declare: Declare): void {
    switch (activity) {
      case Activity.LEARN:
        client.learnt[0]!++;
        return this.learnNext(client, declare);
      case Activity.GIVE_UP:
        client.held[0] = 0;
        declare.cancel(this.first + Activity.RESEND, 0);
        return this.attempt(client, declare);
      case Activity.RESEND:
        return this.resent(client, declare);
      case Activity.ATTEMPT:
        return this.attempt(client, declare);
    }
  }

  private start(declare: Declare, activity: number, law: Law): void {
    declare.start(this.first + activity, 0, law);
  }

  private retryOf(client: Client) {
    return client.wasHeld[0] === 1 ? this.way.held?.retry : this.way.retry;
  }

  private learnNext(client: Client, declare: Declare): void {
    const step = this.way.learn[client.learnt[0]!];
    if (step) this.start(declare, Activity.LEARN, step.law);
    else if (client.held[0] === 0 && !this.retryOf(client)) reach(client, declare);
  }

  private attempt(client: Client, declare: Declare): void {
    const retry = this.retryOf(client);
    if (this.knows(client)) reach(client, declare);
    else if (retry) this.start(declare, Activity.ATTEMPT, waitAfter(retry, client.attempts[0]!++));
  }

  private resent(client: Client, declare: Declare): void {
    const resend = this.way.held?.resend;
    if (this.knows(client)) reach(client, declare);
    else if (resend) this.start(declare, Activity.RESEND, waitAfter(resend, ++client.resends[0]!));
  }

  private knows({ told, learnt }: Client): boolean {
    return told[0] === 1 && learnt[0] === this.way.learn.length;
  }
}

function reach(client: Client, declare: Declare): void {
  client.reached[0] = 1;
  declare.mark(Mark.REACHED, 0);
}
