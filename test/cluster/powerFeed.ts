import type { ClusterPart } from "../../src/cluster/clusterPart.js";
import { Role } from "../../src/cluster/vocabulary.js";
import type { Law } from "../../src/kernel/law.js";
import { immediate } from "../../src/kernel/laws/immediate.js";

/** Two power feeds of a rack, either of which is enough. */
export interface PowerFeedSpec {
  /** The nodes of the rack, by number. */
  readonly rack: readonly number[];
  readonly life: Law;
  readonly repair: Law;
  /** From a node's power being back, or its loss being declared, to the node working again. */
  readonly reboot: Law;
}

/** A part that nobody else knows of: when both feeds are down the nodes of the rack are off, and they boot once one is back. */
export const powerFeed = ({ rack, life, repair, reboot }: PowerFeedSpec): ClusterPart => ({
  name: "power",
  faults: () => [{ name: "power", detection: immediate(), repair: reboot, needsCrew: false, inPlace: true }],
  build: ({ faultOf }) => ({
    groups: [{ name: "feed", size: 2, fields: { down: "value" } }],
    activities: { feedFails: { of: "feed", clock: true }, feedMended: { of: "feed" } },
    levels: ["dark"],
    fails: [{ name: "power feed", fault: "feed", count: 2 }],
    bind({ view, activity, nodes, signals }) {
      const down = view("feed", "down");
      const fails = activity("feedFails");
      const mended = activity("feedMended");
      return {
        hears: {
          begin() {
            for (const feed of down.keys()) fails.start(feed, life);
          },
        },
        ends: {
          feedFails(feed) {
            down[feed] = 1;
            mended.start(feed, repair);
            if (down[0] === 0 || down[1] === 0) return;
            for (const node of rack) if (nodes.role[node] < Role.LOST) signals.nodeFails(node, faultOf("power"));
          },
          feedMended(feed) {
            down[feed] = 0;
            fails.start(feed, life);
          },
        },
        measure(levels, from) {
          levels[from] = down[0] & down[1];
        },
        countFailed(counts, from) {
          counts[from] += down[0] + down[1];
        },
      };
    },
  }),
});
