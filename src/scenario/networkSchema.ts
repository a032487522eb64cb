import { z } from "zod";
import { block, count, share } from "./fields.js";
import { law, life } from "./lawNotation.js";
import { votequorumFields } from "./votequorumSchema.js";

const wire = {
  life: life.optional().describe("Time until it fails."),
  repair: law.optional().describe("Until it works again."),
};
const rackName = z.string().regex(/^[A-Za-z][\w -]{0,39}$/, "a rack is named by a word");

const rack = block({
  name: rackName.describe("What links and votes call it."),
  nodes: z
    .int()
    .min(0)
    .max(10_000)
    .describe("Nodes in it, in order of their numbers; 0 = a switch that only joins others."),
  crews: count.max(100_000).optional().describe("Repair crews that work in this rack alone."),
  votes: z.int().min(0).max(100).optional().describe("Votes of each of its nodes; 1 unless told."),
});

const link = block({
  between: z.array(rackName).length(2, "names two racks").describe("The two racks it joins."),
  paths: count.max(64).optional().describe("Lines side by side, each with a life of its own; 1 unless told."),
  ...wire,
});

/** Who is attached to what, and how that fails: `network:`. */
export const network = block({
  racks: z
    .array(rack)
    .min(1)
    .max(1000)
    .optional()
    .describe("Racks, rooms or sites, each with a switch; one with all nodes unless told."),
  links: z.array(link).max(5000).optional().describe("Links between racks; one between every two unless told."),
  link: block(wire).optional().describe("How links fail where they do not say it themselves."),
  rings: count
    .max(4)
    .optional()
    .describe("Networks apart from one another, for redundant heartbeat paths; 1 unless told."),
  switch: block(wire)
    .optional()
    .describe("The switch of each rack on each ring fails too; without this it never does."),
  nic: block(wire).optional().describe("The port of each node on each ring fails too; without this it never does."),
  detection: law
    .optional()
    .describe("From a change of who reaches whom until the nodes act on it; detection unless told."),
  resync: law
    .optional()
    .describe("After two writers met again, the service stands still this long; manualRecovery unless told."),
}).describe("Racks and links: which nodes reach one another.");

const policy = z.enum(["majority", "votequorum", "dynamic", "none"]);

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

export const fencing = block({
  delay: law
    .optional()
    .describe("From the decision to the shot (pcmk_delay_base, pcmk_delay_max); it can be called off."),
  delayIfServing: law
    .optional()
    .describe("The same against a node that serves: its head start (priority-fencing-delay)."),
  action: law.optional().describe("From the shot to the node being off."),
  success: share.optional().describe("Probability that an attempt works."),
  attempts: count.max(1000).optional().describe("Attempts after which a person has to make sure."),
  confirm: law.optional().describe("Until a person has made sure; manualRecovery unless told."),
  reboot: law.optional().describe("From being fenced to having booted."),
  failsWith: z
    .array(z.string().min(1))
    .max(100)
    .optional()
    .describe("Failure modes that take the fence device along: it shares the node's power. Then a person is needed."),
}).describe("Switching a lost node off before its work is taken over; without it nobody makes sure.");
