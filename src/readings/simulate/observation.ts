/** A year is 8 766 h, in seconds. */
export const YEAR = 8766 * 3600;

/** What a replication is asked to see. Times in seconds. */
export interface Observation {
  /** Discarded before the long run begins. */
  readonly warmup: number;
  /** Length of the long run, and of the mission that starts with everything new. */
  readonly horizon: number;
  /** The recovery time that counts as a violation when exceeded; +Infinity without an objective. */
  readonly rto: number;
  readonly rtoFrom: "disruption" | "declaration";
}

/** Sums of one replication: each is one column of its row. Seconds unless it counts something. */
export const Column = {
  EVENTS: 0,
  /** Outages of the whole that began in the long run, their lengths, and the squares of these. */
  OUTAGES: 1,
  OUTAGE_SECONDS: 2,
  OUTAGE_SQUARES: 3,
  /** The same for outages of a service, over all services. */
  SERVICE_OUTAGES: 4,
  SERVICE_SECONDS: 5,
  SERVICE_SQUARES: 6,
  DETECTIONS: 7,
  DETECTION_SECONDS: 8,
  RECOVERIES: 9,
  RECOVERY_SECONDS: 10,
  /** Outages of a service longer than the recovery time objective, and whole years of a service with at least one. */
  VIOLATIONS: 11,
  YEARS_VIOLATED: 12,
  /**
   * Moments, in years, from which on a service has a violation within a year: the first of it comes after a year of such
   * moments, each further one after as much as lies between it and the one before.
   */
  VIOLATION_AHEAD: 13,
  /** Incidents in which data since the last backup was lost. */
  DATA_LOSSES: 14,
  /** Times in the long run that a second node began to write what another one writes. */
  SPLITS: 15,
  /** Downtime in the first half of the long run: half of it all when the warm-up was long enough. */
  FIRST_HALF_DOWN: 16,
  MISSION_DOWN: 17,
  MISSION_OUTAGES: 18,
  MISSION_FAILED: 19,
  /** When the first outage of the replication began; +Infinity when its end came first. */
  FIRST_OUTAGE: 20,
  /** Times in the long run that another site took over, the same in the mission, and 1 where it did. */
  SITE_FAILOVERS: 21,
  MISSION_SITE_FAILOVERS: 22,
  MISSION_SITE_FAILED_OVER: 23,
  /** 1 where data was lost in the mission. */
  MISSION_DATA_LOST: 24,
  /** From here on: the time integral of each level and cause over the long run. */
  LEVELS: 25,
} as const;
