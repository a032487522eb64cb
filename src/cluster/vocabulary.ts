/** What a node is doing. Everything below LOST works. */
export const Role = {
  IDLE: 0,
  ACTIVE: 1,
  TAKING: 2,
  MANUAL: 3,
  /** Failed, and nobody has noticed. */
  LOST: 4,
  /** Declared failed: in repair or waiting for a crew; its slot has left it. */
  BROKEN: 5,
  /** An idle spare that failed unseen; it still looks idle. */
  LATENT: 6,
  /** Declared failed; being repaired or restarted with its slot in place. */
  RESTARTING: 7,
  /** Lost for good; a person decides to rebuild it. */
  DECLARING: 8,
  PROVISIONING: 9,
  RESTORING: 10,
} as const;
export const ROLES = 11;

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
