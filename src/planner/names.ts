import type { CandidateName } from "./planResult.js";

/** A candidate in words: "5 × active-passive with 2 nodes each, contract four-hour". */
export function nameOf({ architecture, nodes, copies, repairContract }: CandidateName): string {
  const count = `${nodes} node${nodes === 1 ? "" : "s"}`;
  const what = copies > 1 ? `${copies} × ${architecture} of ${count}` : `${architecture} of ${count}`;
  return repairContract === null ? what : `${what}, ${repairContract} repair`;
}
