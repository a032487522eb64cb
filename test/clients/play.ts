import type { ClientsSettings } from "../../src/cluster/clients/clientsSettings.js";
import { clientsWay } from "../../src/cluster/clients/clientsWay.js";
import { withClients } from "../../src/cluster/clients/withClients.js";
import { clientsIncident } from "../../src/cluster/protocols/clientsIncident.js";
import type { FaultKind } from "../../src/cluster/protocols/protocol.js";
import { type Platform, protocolOf } from "../../src/cluster/protocols/registry.js";
import { inSteps } from "../../src/cluster/protocols/steps.js";
import { deterministic } from "../../src/kernel/laws/deterministic.js";
import type { Model } from "../../src/kernel/model.js";
import { masterKey } from "../../src/kernel/streams.js";
import { type Incident, playIncident } from "../../src/readings/simulate/incident.js";
import { Simulation } from "../../src/readings/simulate/simulation.js";
import { withDefaults } from "../../src/scenario/platform/platform.js";

/** Incidents of a model until its clients are back. */
export function incidents(model: Model, count: number, seed = "clients"): Incident[] {
  const simulation = new Simulation(model, masterKey(seed));
  return Array.from({ length: count }, (_, i) => playIncident(simulation, i, "reached"));
}

/** Servers that serve again `after` seconds, every time. */
export const serversBack = (after: number) =>
  inSteps([{ name: "all", law: deterministic({ value: after }), ends: "both" }]);

/** When clients are back, incident by incident, after servers that were back `after` seconds. */
export const backAfter = (after: number, settings: ClientsSettings, silent = false, count = 4000): number[] =>
  incidents(withClients(serversBack(after), clientsWay(settings, silent)), count).map(({ reached }) => reached);

export function platformIncidents(
  platform: Platform,
  fault: FaultKind,
  changes: object = {},
  count = 2000,
): Incident[] {
  const protocol = protocolOf(platform);
  return incidents(clientsIncident(protocol, withDefaults(protocol.defaults, changes), fault), count);
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
