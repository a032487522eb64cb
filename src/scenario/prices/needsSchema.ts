import { z } from "zod";
import { block, count, data, dataRate, duration, moneyRate, share, workRate } from "../../notation/document/fields.js";

/** What the cluster is held to; the same in a scenario and in the needs of a plan. */
export const objectives = block({
  availability: share.optional().describe("Least long-run share of time up: 99.95%, four nines."),
  rto: duration.optional().describe("Longest time to recover from an outage."),
  rtoFrom: z
    .enum(["disruption", "declaration"])
    .optional()
    .describe("Where the clock of the RTO starts; disruption unless told."),
  rtoAt: z
    .enum(["clients", "server"])
    .optional()
    .describe(
      "On a platform, when an outage is over and the clock of the RTO stops: when the clients are served again, unless told, or when the service serves again.",
    ),
  rpo: duration.optional().describe("Oldest state to recover to, as the age of the newest recoverable copy."),
  compliance: share
    .optional()
    .describe("Probability of a year without a violation that counts as met; 90% unless told."),
}).describe("What the figures are judged by.");

const service = block({
  name: z.string().min(1).optional().describe("What people call it."),
  kind: z
    .enum(["stateless", "stateful", "batch", "training"])
    .optional()
    .describe("Whether it keeps data; stateful unless told."),
  demand: workRate.optional().describe("Requests or work asked of it: 4000/s."),
  capacityPerNode: workRate.optional().describe("Requests or work one node can carry: 1500/s."),
  count: count.optional().describe("So many alike; 1 unless told."),
});

/** What a plan is asked for: `needs:`. */
export const needs = block({
  services: z.array(service).min(1).optional().describe("What has to run; one service unless told."),
  objectives: objectives.optional(),
  downtimeCost: moneyRate.optional().describe("What an outage costs: $5000/min."),
  dataLossCost: moneyRate.optional().describe("What losing data costs, per time of data lost: $100/min."),
  budget: moneyRate.optional().describe("Most the infrastructure may cost: $50k/y."),
  horizon: duration.optional().describe("Time over which the plan is judged."),
  data: block({ size: data.optional(), writeRate: dataRate.optional(), restoreRate: dataRate.optional() })
    .optional()
    .describe("How much data there is and how fast it moves: 2TB, 100MB/s."),
  backup: block({ every: duration.optional(), takes: duration.optional() })
    .optional()
    .describe("From the start of one backup to the next, and how long one takes."),
  constraints: block({
    maxNodes: count.max(10_000).optional().describe("Most nodes to consider."),
    repairContracts: z.array(z.string()).min(1).optional().describe("Repair contracts to consider."),
    architectures: z.array(z.string()).min(1).optional().describe("Architectures to consider."),
  })
    .optional()
    .describe("What a plan may use."),
}).describe("What a plan is asked for: hasim plan.");

export type Needs = z.output<typeof needs>;
