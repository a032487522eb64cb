/** How far the fencing of a node has come. */
export const Shot = {
  NONE: 0,
  /** Decided; the delay before the shot is running, and it can be called off. */
  AIMED: 1,
  /** On its way; nobody can call it off. */
  FIRED: 2,
  /** No attempt worked: a person has to make sure that the node is off. */
  ASKED: 3,
} as const;
