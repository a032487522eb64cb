/**
 * How much of a second site runs while the first one serves, as AWS Resilience Hub names it: its data is there and its servers are
 * off, a smaller copy runs, or a whole one.
 */
export const STRATEGIES = ["pilot-light", "warm-standby", "hot-standby"] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** Is it a design in which one site takes over from another? */
export const isBetweenSites = (architecture: string | undefined): architecture is Strategy =>
  STRATEGIES.some((name) => name === architecture);

/** The design in which every site serves at once. */
export const MULTI_SITE = "multi-site";

/** Is it a design that has sites whatever the scenario says? */
export const spansSites = (architecture: string | undefined): boolean =>
  isBetweenSites(architecture) || architecture === MULTI_SITE;
