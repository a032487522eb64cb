/** Exit codes: a contract of the command line. An interrupted program dies of the signal, which a shell shows as 130. */
export const Exit = {
  DONE: 0,
  /** An objective or threshold was missed, or is undecided. */
  MISSED: 1,
  /** The input is wrong, or the answer cannot be written where it is to go. */
  INPUT: 2,
  /** Our fault. */
  FAULT: 3,
  INTERRUPTED: 130,
} as const;
