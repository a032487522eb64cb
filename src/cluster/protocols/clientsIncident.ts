import type { Model } from "../../kernel/model.js";
import type { HasClients } from "../clients/clientsSettings.js";
import { clientsWay } from "../clients/clientsWay.js";
import { withClients } from "../clients/withClients.js";
import type { Absence } from "./absences.js";
import { type FaultKind, isSilent, type Protocol } from "./protocol.js";

/**
 * The model of one incident to the end of it that clients see: it marks REACHED when they are served again, and all else as
 * the protocol's own incident does, at the same times.
 * `lasts`: when a passing fault ends; `absences`: members that are away meanwhile. @throws RangeError when settings contradict one another.
 */
export function clientsIncident(
  protocol: Protocol<object>,
  settings: object,
  fault: FaultKind,
  lasts?: number,
  absences?: readonly Absence[],
): Model {
  const { clients } = settings as HasClients;
  const way = protocol.clients?.(settings, fault) ?? clientsWay(clients, isSilent(fault));
  return withClients(protocol.incident(settings, fault, lasts, absences), way);
}
