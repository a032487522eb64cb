import { z } from "zod";
import { SECTIONS, type SectionSchemas } from "../cluster/sections.js";
import { block, count, crews, duration, money, moneyRate, share, workRate } from "../notation/document/fields.js";
import { law, life } from "../notation/laws/lawNotation.js";
import { drill } from "./drill/drill.js";
import { experiment } from "./drill/experimentSchema.js";
import { platform } from "./platform/platformAsked.js";
import { expectation } from "./prices/expectation.js";
import { needs, objectives } from "./prices/needsSchema.js";

/** A price, or the name of the list it changes. */
const price = z.union([z.string().regex(/^[a-z][a-z-]*$/), duration, moneyRate, money]);
const nodeCount = count.max(10_000);

const mode = block({
  life: life.optional().describe("Time until it fails. A bare duration (30y) is the mean of an exponential life."),
  every: life.optional().describe("The same as life, under the name that fits events."),
  detection: law.optional().describe("From the failure to its declaration by the cluster."),
  repair: law.optional().describe("Repair, reboot or restart."),
  crew: z.boolean().optional().describe("true: the repair waits for a crew; false: it starts by itself."),
  recovery: z
    .enum(["failover", "in-place"])
    .optional()
    .describe("failover: the work leaves the node; in-place: it waits there."),
  parts: block({
    count: count.max(64).describe("Parts of this kind in one node."),
    need: count.max(64).optional().describe("Working parts below which the node fails; 1 unless told."),
    swap: law.optional().describe("Replacement of one failed part while the node runs."),
  })
    .optional()
    .describe("Redundancy within the node: two power supplies, bonded NICs, mirrored disks."),
}).describe("One way a node fails. What is left out comes from the preset of that name, if there is one.");

const failures = z
  .record(z.string().regex(/^[A-Za-z][\w -]{0,39}$/, "a failure mode is named by a word"), mode)
  .describe("Failure modes by name: exactly these. hardware, os and application have presets: {hardware: {}}.");

const sections = Object.fromEntries(
  Object.entries(SECTIONS).map(([name, { schema }]) => [name, schema.optional()]),
) as unknown as SectionSchemas;

export const scenarioSchema = block({
  $schema: z.string().optional().describe("For editors."),
  title: z.string().optional().describe("What is asked, in one line."),
  description: z.string().optional().describe("What the scenario teaches and what to expect."),
  architecture: z.string().min(1).optional().describe("The design: single, active-passive, n+1…"),
  nodes: nodeCount.optional().describe("All nodes, spares included."),
  service: block({
    demand: workRate.optional().describe("Requests or work a second asked of the whole service: 4000/s."),
    capacityPerNode: workRate.optional().describe("Requests or work a second one node can carry: 1500/s."),
    minimum: share.optional().describe("Share of the demand below which the service counts as down."),
    need: count.optional().describe("Nodes that must serve (k of n)."),
    spares: z.int().min(0).optional().describe("Idle nodes kept in reserve."),
  })
    .optional()
    .describe("What the nodes are there for."),
  state: z
    .enum(["stateless", "stateful"])
    .optional()
    .describe("Whether the service keeps data that a backup must save."),
  node: block({ failures }).optional().describe("How every node fails."),
  nodeClasses: z
    .array(block({ name: z.string().min(1), count: nodeCount, failures: failures.optional() }))
    .min(1)
    .optional()
    .describe("Kinds of nodes that fail differently, instead of node; their counts add up to nodes."),
  detection: law.optional().describe("From a failure to its declaration: {heartbeat: {every: 1s, misses: 3}}."),
  takeover: law.optional().describe("From the declaration to the work running on another node."),
  coverage: share.optional().describe("Probability that a takeover works by itself."),
  manualRecovery: law.optional().describe("A person finishes a takeover that did not work."),
  repair: law.optional().describe("Repair of the failures that need a crew."),
  repairContract: z
    .string()
    .optional()
    .describe("A preset of repair time, crews and price: four-hour, next-business-day…"),
  crews: crews.optional().describe("Repair crews that work at once: a number, or unlimited."),
  survivorsFailWhileDown: z
    .boolean()
    .optional()
    .describe("false: while the service is down, idle survivors do not fail."),
  ...sections,
  horizon: duration.optional().describe("The mission, and the length of one replication."),
  warmup: duration.optional().describe("Time at the start that long-run figures leave out."),
  seed: z.union([z.string(), z.number()]).optional().describe("Any text; the same seed gives the same figures."),
  objectives: objectives.optional(),
  downtimeCost: moneyRate.optional().describe("What an outage costs: $5000/min."),
  prices: z
    .union([z.string(), z.record(z.string(), price)])
    .optional()
    .describe(
      "A price list by name, or {like: name, server: $9000} to change some prices; exchange: €0.92 converts each dollar.",
    ),
  needs: needs.optional(),
  platform: platform.optional(),
  drill: drill.optional(),
  experiment: experiment.optional(),
  expect: z.array(expectation).optional().describe("Figures the program must reproduce: hasim verify."),
}).describe("A question to hasim: a cluster, how it fails and is repaired, and what is asked of it.");

/** What validation makes of a document: units resolved, defaults not yet filled. */
export type Written = z.output<typeof scenarioSchema>;
export type WrittenMode = z.output<typeof mode>;

/** The published JSON Schema (2020-12) of a scenario file, for editors and other tools. */
export function scenarioJsonSchema(): object {
  return { title: "hasim scenario", ...z.toJSONSchema(scenarioSchema, { io: "input", target: "draft-2020-12" }) };
}
