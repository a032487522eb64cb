import { section } from "../../section.js";
import { type FencingDocument, fencingFindings } from "./fencingChecks.js";
import { fencingOf } from "./fencingOf.js";
import { fencing as schema } from "./fencingSchema.js";

/** `fencing:` of a scenario: how a lost node is made sure to be off. */
export const fencing = section({
  schema,
  reads: ["node", "nodeClasses", "quorum", "network"],
  spec: ({ fencing: written }: FencingDocument, ground) => fencingOf(written, ground),
  findings: (document: FencingDocument, { modes }) => fencingFindings(document, modes),
});
