import { z } from "zod";
import { block } from "../../../notation/document/fields.js";
import { law, life } from "../../../notation/laws/lawNotation.js";

const node = z.string().regex(/^node-[1-9]\d{0,5}$/, "a node is called node-1, node-2…");
const lowestOrHighest = z.enum(["lowest", "highest"]);
const algorithm = z
  .enum(["ffsplit", "lms"])
  .describe("To whom it gives its votes: to one of two halves, or to the largest group in contact, be it one node.");

const device = z
  .union([
    algorithm,
    block({
      algorithm,
      tieBreaker: z
        .union([lowestOrHighest, node])
        .optional()
        .describe("Whose group wins between equals: the lowest node's unless told."),
      kind: z.enum(["node", "disk", "cloud"]).optional().describe("What it runs on; decides how it fails unless told."),
      life: life.optional().describe("Time until it fails."),
      repair: law.optional().describe("Until it works again."),
      rack: z.string().optional().describe("The rack it stands in; without it, a place of its own that all reach."),
    }),
  ])
  .optional()
  .describe(
    "corosync-qdevice, model net: a daemon elsewhere that gives its votes (ffsplit 1, lms nodes - 1) to one group.",
  );

/** Options of corosync's votequorum, in the words of votequorum(5) as a scenario spells them. */
export const votequorumFields = {
  twoNode: z
    .boolean()
    .optional()
    .describe("votequorum: either of two nodes has quorum alone, so that fencing must decide; implies waitForAll."),
  waitForAll: z
    .boolean()
    .optional()
    .describe("votequorum: a node that has no quorum waits until all nodes have been there once."),
  autoTieBreaker: z
    .union([lowestOrHighest, node, z.array(node).min(1).max(384)])
    .optional()
    .describe(
      "votequorum: which of two halves goes on: that of the lowest or highest node, or of the first of a list.",
    ),
  lastManStanding: z
    .boolean()
    .optional()
    .describe("votequorum: after a loss, and the window, only the votes of those who are left are expected."),
  lastManStandingWindow: law.optional().describe("From a loss until the expected votes are counted anew."),
  allowDownscale: z
    .boolean()
    .optional()
    .describe(
      "votequorum: nodes that leave in good order take their expected votes along, never below the nodes configured; so it changes nothing where all nodes are in the scenario.",
    ),
  device,
};
