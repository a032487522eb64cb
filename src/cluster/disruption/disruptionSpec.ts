import type { Law } from "../../kernel/law.js";
import type { Phase } from "../vocabulary.js";

/** What stops the whole service at once, whatever nodes there are: they go on as they are, and nothing they do is of use. */
export interface DisruptionSpec {
  /** What downtime is charged to. */
  readonly origin: string;
  readonly every: Law;
  /** Until somebody, or something, notices. */
  readonly found: Law;
  /** From there to its being over, and what a second of that is charged to. */
  readonly mended: Law;
  readonly mending: Phase;
  /** The data is spoilt in every replica: what was written since the last clean copy is gone. */
  readonly losesData: boolean;
}
