import { z } from "zod";
import { block, count } from "../../../notation/document/fields.js";
import { law } from "../../../notation/laws/lawNotation.js";
import { rackName, wire } from "../../network/section/networkSchema.js";
import { votequorumFields } from "./votequorumSchema.js";

const policy = z.enum(["majority", "votequorum", "dynamic", "none"]);

/** Who may go on: `quorum:`, a policy or a block. */
export const quorum = z
  .union([
    policy,
    block({
      policy: policy
        .optional()
        .describe(
          "majority of all votes; votequorum: as corosync counts, with the options below; dynamic: as a Windows failover cluster does, in which votes follow the membership; or none: each group goes on. majority unless told.",
        ),
      ...votequorumFields,
      noQuorumPolicy: z
        .enum(["stop", "freeze", "ignore"])
        .optional()
        .describe("What a group without quorum does with its work: stops it, keeps it but starts nothing, or goes on."),
      stop: law.optional().describe("From the loss of quorum being seen to the work being stopped."),
      tieBreaker: rackName
        .optional()
        .describe("Of two halves the one with more than half of this rack's nodes goes on (policy: majority)."),
      witness: z
        .union([
          z.enum(["node", "disk", "cloud"]),
          block({
            kind: z
              .enum(["node", "disk", "cloud"])
              .optional()
              .describe("What it is; decides how it fails unless told."),
            ...wire,
            votes: count.max(100).optional().describe("1 unless told."),
            rack: rackName.optional().describe("The rack it stands in; without it, a place of its own that all reach."),
            in: z.string().optional().describe("The failure domain (sites:) that it stands in, and is lost with."),
            grants: z
              .enum(["largest", "first"])
              .optional()
              .describe(
                "Which group gets its votes when several ask: the largest, or that with nodes of the first rack.",
              ),
          }),
        ])
        .optional()
        .describe("A vote outside the nodes, with a life of its own; votequorum has a device instead."),
    }),
  ])
  .describe("Which group of nodes may go on when they do not all reach one another.");

export type WrittenQuorum = z.output<typeof quorum>;
export type QuorumBlock = Exclude<WrittenQuorum, string>;
