import { immediate } from "../../kernel/laws/immediate.js";
import type { Declare, Model } from "../../kernel/model.js";
import { type World, withGroup } from "../../kernel/world.js";
import { inSteps, type Step, type StepsModel } from "../protocols/steps.js";
import { Mark } from "../vocabulary.js";
import { ACTIVITIES, CLIENT, type Client, ClientHandlers, clientIn } from "./client.js";
import type { ClientsWay } from "./clientsWay.js";
import { PendingActivities } from "./pending.js";

interface ClientWorld extends World {
  readonly client: Client;
  /** Which of the servers' activities are pending. */
  readonly pending: Int32Array;
}

/**
 * The model of an incident with a client of the service in it, which goes on where that of the servers ends: at its end it
 * marks REACHED. What the servers do is theirs, draw by draw. What a client must learn it can only learn once they have
 * recovered; an answer that never comes it awaits from the fault on.
 */
export function withClients(server: Model, way: ClientsWay): Model {
  return inOneRow(server, way) ?? sideBySide(server, way);
}

/** Where one thing simply follows another these are steps after those of the servers, whose law may then be known exactly. */
function inOneRow(server: Model, { told, learn, retry, held }: ClientsWay): StepsModel | undefined {
  if (!("steps" in server) || told !== "served" || held) return undefined;
  const { steps } = server as StepsModel;
  const last = steps.at(-1)?.ends;
  if (last !== "restored" && last !== "both") return undefined;
  if (retry && (retry.waits.length > 1 || retry.waits[0]!.variance > 0)) return undefined;
  const attempt: Step[] = retry ? [{ name: "attempt", law: retry.phase }] : [];
  const after: Step[] = [...learn, ...attempt, { name: "served", law: immediate(), ends: "reached" }];
  return inSteps([...steps, ...after.map((step) => ({ ...step, name: `clients: ${step.name}` }))]);
}

/** The servers' world and the client's in one; the servers' activities come first. */
export function sideBySide(server: Model, way: ClientsWay): Model<ClientWorld> {
  const servers = new PendingActivities(server);
  const layout = withGroup(withGroup(server.layout, servers.plan), CLIENT);
  const group = layout.groups.length - 1;
  const own = server.activities.length;
  const handlers = new ClientHandlers(way, own, server.choices.length);
  const toldBy = way.told === "served" ? Mark.RESTORED : Mark.ANNOUNCED;

  /** Lets the servers act, in a way that their client hears of it; it despairs when they have nothing more to do. */
  function act(world: ClientWorld, declare: Declare, does: (heard: Declare) => void): void {
    const { client, pending } = world;
    does(servers.watching(pending, declare, (mark) => mark === toldBy && handlers.told(client, declare)));
    if (client.told[0] === 0 && !pending.includes(1)) handlers.despair(declare);
  }

  return {
    layout,
    activities: [...server.activities, ...ACTIVITIES.map((name) => ({ name, group }))],
    choices: [...server.choices, { name: "held", group }],
    levels: server.levels,
    services: server.services,
    causes: server.causes,
    newWorld(cells = new Int32Array(layout.size)) {
      const world = server.newWorld(cells);
      if (world.cells !== cells) throw new Error("the model of these servers cannot be part of another");
      return { ...world, client: clientIn(layout, cells), pending: servers.in(layout, cells) };
    },
    begin(world, declare) {
      handlers.begin(world.client, declare);
      act(world, declare, (heard) => server.begin(world, heard));
    },
    fire(activity, subject, world, declare) {
      const { told, reached } = world.client;
      if (reached[0] === 1) return;
      if (activity >= own) return handlers.fire(activity - own, world.client, declare);
      if (told[0] === 1) return;
      servers.ended(world.pending, activity, subject);
      act(world, declare, (heard) => server.fire(activity, subject, world, heard));
    },
    measure: (world, levels) => server.measure(world, levels),
    attribute: (world, seconds, sums, from) => server.attribute(world, seconds, sums, from),
  };
}
