import type { Architecture } from "./architecture.js";
import { needWithin, nobodyToAgreeWith, oneNode, oneNodeCarriesLoad } from "./demands.js";
import { hostedSlots } from "./hostedSlots.js";

/** One server and nothing else: it is repaired where it stands. */
export const single: Architecture = {
  name: "single",
  summary: "one server, repaired when it fails",
  strategy: "none",
  defaultNodes: 1,
  complaints: (spec) => [
    ...oneNode(spec, "single"),
    ...needWithin(spec, 1),
    ...oneNodeCarriesLoad(spec),
    ...nobodyToAgreeWith(spec, "single"),
  ],
  design: (spec) => ({
    model: hostedSlots(spec, 1),
    understood: "1 server without a standby",
    recoveryPoint: "none",
    buys: { clusteredNodes: 0, loadBalancers: 0, backup: false, staffHours: 10 },
  }),
};
