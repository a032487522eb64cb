import type { Architecture } from "./architecture.js";
import { needWithin, nobodyToAgreeWith, oneNode, oneNodeCarriesLoad } from "./demands.js";
import { hostedSlots } from "./hostedSlots.js";

/** One server, rebuilt elsewhere from its last backup: a person declares, a machine is provisioned, data is restored. */
export const backupAndRestore: Architecture = {
  name: "backup-and-restore",
  summary: "one server, rebuilt elsewhere from its last backup",
  strategy: "dr",
  defaultNodes: 1,
  complaints: (spec) => [
    ...oneNode(spec, "backup-and-restore"),
    ...needWithin(spec, 1),
    ...oneNodeCarriesLoad(spec),
    ...nobodyToAgreeWith(spec, "backup-and-restore"),
  ],
  design: (spec) => ({
    model: hostedSlots(spec, 1, spec.backup),
    understood: "1 server and a script that rebuilds it from its last backup",
    recoveryPoint: "backup",
    buys: { clusteredNodes: 0, loadBalancers: 0, backup: true, staffHours: 20 },
  }),
};
