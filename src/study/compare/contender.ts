import type { Design } from "../../architectures/architecture.js";
import type { Scenario } from "../../scenario/scenario.js";

/** One design to be compared. */
export interface Contender {
  readonly scenario: Scenario;
  readonly design: Design;
}
