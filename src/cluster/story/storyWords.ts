/** One line of a story. */
export interface Told {
  /** In a word or two: "fault", "declared", "takeover"… */
  readonly what: string;
  readonly subject: string;
  /** What exactly, and why. */
  readonly detail: string;
}

export const nodeName = (node: number): string => `node-${node + 1}`;
