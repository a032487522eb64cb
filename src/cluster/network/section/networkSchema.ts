import { z } from "zod";
import { block, count, duration, share } from "../../../notation/document/fields.js";
import { law, life } from "../../../notation/laws/lawNotation.js";
import { PARTITIONS } from "../partitions.js";

/** How something that carries messages, or a vote, fails. */
export const wire = {
  life: life.optional().describe("Time until it fails."),
  repair: law.optional().describe("Until it works again."),
};
export const rackName = z.string().regex(/^[A-Za-z][\w -]{0,39}$/, "a rack is named by a word");

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

const loss = z
  .union([
    share,
    block({
      share: share.describe("Share of all heartbeats lost."),
      burst: z
        .number()
        .min(1)
        .max(1e6)
        .describe("Heartbeats lost in a row, on average: a burst loses all of them, and between bursts none is lost."),
    }),
    block({
      good: share.describe("Share lost while the line is good."),
      bad: share.describe("Share lost while it is bad."),
      toBad: share.describe("Chance that it turns bad, from one heartbeat to the next."),
      toGood: share.describe("Chance that it turns good again."),
    }),
  ])
  .describe(
    "Heartbeats of a node that its others do not get, so that a living node is taken for dead and a dead one found a little " +
      "later; needs detection by heartbeats. A share alone: each by itself; on r rings only what all of them lose counts (share^r). " +
      "With burst, or good, bad, toBad and toGood (Gilbert-Elliott): in bursts, which are far worse than the same share by itself.",
  );

const nodeName = z.string().regex(/^node-[1-9]\d{0,4}$/, "a node is named node-1, node-2…");
const partition = block({
  kind: z
    .enum(PARTITIONS)
    .describe(
      "split: two sides hear nothing of one another; one-way: the second does not hear the first; bridge: two halves, and " +
        "nodes that both reach; ring: each node reaches a majority, no two the same; one: any one node alone; majority: any " +
        "bare majority and the others.",
    ),
  between: z
    .array(rackName)
    .length(2, "names two racks")
    .optional()
    .describe(
      "split, one-way: these two racks, while all others reach both. One-way: the second does not hear the first.",
    ),
  racks: z
    .array(rackName)
    .min(1)
    .max(1000)
    .optional()
    .describe("split, one-way: the nodes of these racks and all others; bridge: they reach both halves."),
  nodes: z
    .array(nodeName)
    .min(1)
    .max(1000)
    .optional()
    .describe("The same by node: [node-1, node-2]. Of a bridge unless told: the node in the middle."),
  life: life.optional().describe("From its end, or the start, until it comes."),
  repair: law.optional().describe("How long it lasts."),
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
  loss: loss.optional(),
  latency: law
    .optional()
    .describe(
      "What a heartbeat takes from node to node, 5ms or a law; it adds to every detection by heartbeats, and to nothing else: " +
        "requests, takeovers and platforms have times of their own. Detection is (misses − losses in a row)·every − U(0, every) + latency.",
    ),
  jitter: duration.optional().describe("Beside latency: it is anything from latency − jitter to latency + jitter."),
  partitions: z
    .array(partition)
    .max(32)
    .optional()
    .describe(
      "Faults that cut pairs of nodes though every wire works, as firmware, firewalls and routing do. Nodes that do not hear one " +
        "another both ways are not in one group.",
    ),
  resync: law
    .optional()
    .describe("After two writers met again, the service stands still this long; manualRecovery unless told."),
}).describe("Racks and links: which nodes reach one another.");

export type WrittenNetwork = z.output<typeof network>;
