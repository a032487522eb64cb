import type { z } from "zod";
import type { ClientsSettings } from "../../cluster/clients/clientsSettings.js";
import { block, count, duration, share } from "../../notation/document/fields.js";

const fields: { readonly [K in keyof ClientsSettings]-?: z.ZodType } = {
  attached: share.describe("Clients whose connection is with the node struck; all unless told."),
  silenceFrom: duration.describe("A node that answers nothing is given up after at least this…"),
  silenceTo: duration.describe("…and at most this: a read time-out, a keepalive, a proxy; 0s = not on the way."),
  resend: duration.describe("TCP's first retransmission, doubled each time, where an address moves."),
  ttl: duration.describe("Life of a record of the name service."),
  refresh: duration.describe("Between two looks of a driver or a proxy at who serves."),
  checkEvery: duration.describe("Between two checks of a load balancer."),
  checksPassed: count.max(1000).describe("Checks in a row until it sends requests to a server; 1 unless told."),
  connect: duration.describe("Until connecting to a node that answers nothing fails."),
  retry: duration.describe("From an attempt that failed to the next, the first time."),
  retryMost: duration.describe("The same at most, doubled each time; always retry unless told."),
  jitter: share.describe("Share by which each of these waits is shorter or longer at random."),
};

/** `clients:` among the settings of a platform: how its clients find the service again. */
export const clients = block(
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.optional()])),
).describe("How the clients find the service again; what is left out is as the platform's presets have it.");
