import type { Wiring } from "../kernel/assembly/part.js";
import type { ClusterPart } from "./clusterPart.js";
import { disruptions } from "./disruption/disruptions.js";
import { heartbeats } from "./drill/heartbeats.js";
import { lanes } from "./drill/lanes.js";
import { strikes } from "./drill/strikes.js";
import { oneMind } from "./failover/oneMind.js";
import { spares } from "./failover/spares.js";
import { takeover } from "./failover/takeover.js";
import { fencing } from "./fencing/fencing.js";
import { watchdog } from "./fencing/watchdog.js";
import { groups } from "./membership/groupsPart.js";
import { reconciling } from "./membership/serving/reconciling.js";
import { partitions } from "./network/partitionFaults.js";
import { suspicion } from "./network/suspicion.js";
import { wires } from "./network/wires.js";
import { commonCause } from "./node/commonCause.js";
import { detection } from "./node/detection.js";
import { failures } from "./node/failures.js";
import { corosync } from "./quorum/corosync/corosyncVotes.js";
import { dynamicVotes } from "./quorum/dynamic/dynamicVotes.js";
import { witness } from "./quorum/witness.js";
import { siteRecovery } from "./recovery/siteRecovery.js";
import { operator } from "./repair/operator.js";
import { rebuild } from "./repair/rebuild.js";
import { repair } from "./repair/repair.js";
import { replication } from "./replication/replication.js";
import type { Gates, Signals } from "./signals.js";
import { domains } from "./site/domains.js";
import { storage } from "./storage/storage.js";
import { service } from "./work/service.js";
import { suspension } from "./work/suspension.js";

/** Every part there is. Their order is that of their state, of their activities and of what they do in a new world. */
export const PARTS: readonly ClusterPart[] = [
  failures,
  service,
  detection,
  takeover,
  repair,
  spares,
  commonCause,
  operator,
  domains,
  rebuild,
  storage,
  replication,
  disruptions,
  oneMind,
  siteRecovery,
  wires,
  witness,
  groups,
  fencing,
  reconciling,
  partitions,
  suspicion,
  corosync,
  dynamicVotes,
  watchdog,
  suspension,
  strikes,
  heartbeats,
  lanes,
];

/**
 * The way of one failure, from top to bottom: who hears what, in which order. A cluster has either `oneMind` or `groups` or
 * `siteRecovery`: what acts as one, what may be divided, and what one site does for another differ in these lines and nowhere else.
 */
export const WIRING: Wiring<Signals, Gates> = {
  signals: {
    begin: [
      "failures",
      "commonCause",
      "domains",
      "storage",
      "disruptions",
      "wires",
      "partitions",
      "witness",
      "groups",
      "heartbeats",
    ],

    // A fault, and what the node did.
    nodeFails: ["failures"],
    nodeStops: ["oneMind", "siteRecovery", "groups", "takeover"],
    workLeft: ["groups"],
    nodeLost: ["detection", "replication"],

    // What is around nodes and storage is down, or back.
    domainTurned: ["storage", "witness", "replication"],

    // It is found, by its own law of detection or otherwise.
    nodeFound: ["detection"],
    nodeFoundAfter: ["detection"],
    detectionOff: ["detection", "spares"],

    // Another node takes over.
    nodeGone: ["replication", "oneMind", "siteRecovery", "groups"],
    takeUp: ["takeover"],
    claimBegins: ["takeover"],
    takeoverWorks: ["oneMind", "siteRecovery", "groups"],
    takeoverOff: ["takeover"],

    // The node is mended and comes back.
    toRepair: ["repair"],
    toRebuild: ["rebuild"],
    repairHalted: ["repair"],
    repairOff: ["repair"],
    nodeBack: ["oneMind", "siteRecovery", "groups", "replication"],
    partsRenewed: ["failures", "operator"],
    nodeRenewed: ["failures"],

    // Where nodes may not all reach one another.
    contactTurned: ["groups"],
    nodesTurned: ["suspicion"],
    suspected: ["suspicion", "strikes"],
    heardAgain: ["suspicion", "strikes"],
    divides: ["partitions"],
    beatsDelayed: ["heartbeats"],
    judged: ["watchdog"],
    wantedOff: ["fencing"],
    nodeOff: ["groups"],
    writersMet: ["reconciling"],
    reconcilingOff: ["reconciling"],

    // After every activity.
    settled: ["siteRecovery", "groups", "suspension"],
  },
  gates: {
    staysUnseen: { asks: ["replication", "spares"], otherwise: () => false },
    keepsIncident: { asks: ["groups"], otherwise: () => false },
    mayRepair: { asks: ["domains"], otherwise: () => true },
    isRebuilt: { asks: ["rebuild"], otherwise: () => false },
    spareFor: { asks: ["spares"], otherwise: () => -1 },
    count: { asks: ["corosync", "dynamicVotes"], otherwise: () => false },
    isSuspected: { asks: ["suspicion", "strikes"], otherwise: () => false },
    isSilent: { asks: ["strikes"], otherwise: () => false },
    beatsKept: { asks: ["strikes"], otherwise: () => 1 },
    canFence: { asks: ["fencing"], otherwise: () => false },
    shotAt: { asks: ["fencing"], otherwise: () => 0 },
    attribute: {
      asks: ["disruptions", "storage", "replication", "siteRecovery", "groups", "service"],
      otherwise: () => true,
    },
  },
};
