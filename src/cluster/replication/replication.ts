import type { ClusterPart } from "../clusterPart.js";
import { Mark, PHASES, Role } from "../vocabulary.js";
import { halt, resume } from "../work/work.js";

const STORAGE = PHASES.indexOf("storage");
const { IDLE, ACTIVE } = Role;

/**
 * The standby's copy of the data. Where it lags behind, a takeover loses what it lacks. Where every write waits for it, writes
 * stand still when the last standby is lost, until the one that serves goes on alone or a standby is back.
 */
export const replication: ClusterPart = {
  name: "replication",
  origins: ({ replication: spec }) => (spec?.stall ? ["replication"] : []),
  build({ plant: { replication: spec }, originNamed }) {
    if (!spec) return undefined;
    return {
      groups: [{ name: "replication", size: 1, fields: { stalled: "value" } }],
      activities: { goesOnAlone: { of: "replication" } },
      bind(bench) {
        const { nodes } = bench;
        const stalled = bench.view("replication", "stalled");
        const alone = bench.activity("goesOnAlone");
        const origin = originNamed("replication");
        const over = () => {
          stalled[0] = 0;
          resume(bench);
        };
        return {
          hears: {
            nodeLost(node) {
              const isLast = nodes.slotOf[node]! < 0 && nodes.count[IDLE] === 0 && nodes.count[ACTIVE]! > 0;
              if (!spec.stall || !isLast || stalled[0] === 1) return;
              stalled[0] = 1;
              halt(bench);
              alone.start(0, spec.stall);
            },
            nodeGone(node) {
              if (spec.lag && nodes.slotOf[node]! >= 0 && nodes.count[IDLE]! > 0) bench.mark(Mark.DATA_LOST, node);
            },
            nodeBack() {
              if (stalled[0] === 0) return;
              alone.cancel(0);
              over();
            },
          },
          ends: { goesOnAlone: over },
          answers: {
            attribute(seconds, sums, from) {
              if (stalled[0] === 0 || nodes.count[ACTIVE] === 0) return undefined;
              sums[from + STORAGE]! += seconds;
              sums[from + PHASES.length + origin]! += seconds;
              return true;
            },
          },
        };
      },
    };
  },
};
