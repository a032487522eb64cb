/**
 * How much of a second site runs while the first one serves, as AWS Resilience Hub names it: its data is there and its servers are
 * off, a smaller copy runs, or a whole one.
 */
export const STRATEGIES = ["pilot-light", "warm-standby", "hot-standby"] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** Is it a design in which one site takes over from another? */
export const isBetweenSites = (architecture: string | undefined): architecture is Strategy =>
  STRATEGIES.some((name) => name === architecture);
