/** What a node is doing. Everything below LOST works. */
export const Role = {
  IDLE: 0,
  ACTIVE: 1,
  TAKING: 2,
  MANUAL: 3,
  /** It may not serve its slot: it is in a group without quorum. */
  STOPPED: 4,
  /** Takes over a slot that another node holds and may still serve. */
  CLAIMING: 5,
  /** Serves a slot that another node serves too. */
  RIVAL: 6,
  /** Its data is reconciled with what another writer wrote. */
  RECONCILING: 7,
  /** Failed, and nobody has noticed. */
  LOST: 8,
  /** Declared failed: in repair or waiting for a crew; its slot has left it. */
  BROKEN: 9,
  /** An idle spare that failed unseen; it still looks idle. */
  LATENT: 10,
  /** Declared failed; being repaired or restarted with its slot in place. */
  RESTARTING: 11,
  /** Lost for good; a person decides to rebuild it. */
  DECLARING: 12,
  PROVISIONING: 13,
  RESTORING: 14,
} as const;
export const ROLES = 15;

/** Of a slot that is served: its loss has no origin. */
export const NO_ORIGIN = -1;

/** What the handlers tell observers of paths. */
export const Mark = {
  /** A node failed (subject: node). */
  FAULT: 0,
  /** The cluster declared it failed (subject: node). */
  DETECTED: 1,
  /** A served slot stopped being served (subject: slot). */
  LOST: 2,
  /** The loss of a slot was declared (subject: slot). */
  DECLARED: 3,
  /** A slot is served again (subject: slot). */
  RESTORED: 4,
  /** What was written since the last backup is gone (subject: node). */
  DATA_LOST: 5,
  /** A strike of an experiment hits a node (subject: node). */
  STRUCK: 6,
  /** A link, a switch, a port or the witness stopped working, or works again (subject: its number in its group). */
  WIRE_TURNED: 7,
  /** The nodes noticed that they reach one another in other groups than before (subject: 0). */
  REGROUPED: 8,
  /** A node may serve again, or may not any more: its group gained or lost quorum (subject: node). */
  QUORUM_HELD: 9,
  QUORUM_LOST: 10,
  /** A node was stopped because its group has no quorum (subject: node). */
  STOPPED: 11,
  /** A node was switched off by others, or an attempt at it failed (subject: node). */
  FENCED: 12,
  FENCE_FAILED: 13,
  /** A node begins to take a slot over (subject: node). */
  PROMOTED: 14,
  /** A second node began to write what another one writes (subject: node). */
  SPLIT: 15,
  /** Whoever clients ask knows where the service is now served (subject: 0). */
  ANNOUNCED: 16,
  /** The clients of a service that was lost are served again (subject: 0). */
  REACHED: 17,
  /** The loss of the serving site is declared, and the other site begins to take over; it has taken over (subject: 0). */
  SITE_DECLARED: 18,
  SITE_TAKEN: 19,
  /** Of the members of a protocol: one stands for election, is not elected, goes, comes back (subject: its number). */
  CAMPAIGN: 20,
  NOT_ELECTED: 21,
  MEMBER_GONE: 22,
  MEMBER_BACK: 23,
} as const;

/** Why a second is lost; `restart` is a repair with the service in place. */
export const PHASES = [
  "detection",
  "failover",
  "manualRecovery",
  "capacityLost",
  "quorumLost",
  "storage",
  "site",
  "overload",
  "planned",
  "restart",
] as const;
export type Phase = (typeof PHASES)[number];

export const UP = 0;
export const DEGRADED = 1;
export const OUT = 2;
