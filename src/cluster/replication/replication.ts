import type { ClusterPart } from "../clusterPart.js";
import { Mark, PHASES, Role } from "../vocabulary.js";
import { halt, resume } from "../work/work.js";

const STORAGE = PHASES.indexOf("storage");
const { IDLE, ACTIVE } = Role;

/**
 * A standby's copy of the data, or that of each of several sites which all serve. Where copies lag behind, what the one that goes
 * on lacks is lost. Where every write waits for another copy, writes stand still when the last standby, or a site, is lost, until
 * the others go on without it or it is back.
 */
export const replication: ClusterPart = {
  name: "replication",
  origins: ({ replication: spec }) => (spec?.stall ? ["replication"] : []),
  build({ plant: { replication: spec, hosting, sites = [] }, originNamed }) {
    if (!spec) return undefined;
    const bySite = hosting === "shared";
    return {
      groups: [{ name: "replication", size: 1, fields: { stalled: "value" } }],
      activities: { goesOnAlone: { of: "replication" } },
      bind(bench) {
        const { nodes } = bench;
        const stalled = bench.view("replication", "stalled");
        const alone = bench.activity("goesOnAlone");
        const origin = originNamed("replication");
        const stall = () => {
          if (!spec.stall || stalled[0] === 1) return;
          stalled[0] = 1;
          halt(bench);
          alone.start(0, spec.stall);
        };
        const over = () => {
          stalled[0] = 0;
          resume(bench);
        };
        const settle = () => {
          alone.cancel(0);
          over();
        };
        return {
          hears: {
            nodeLost(node) {
              const isLast = nodes.slotOf[node]! < 0 && nodes.count[IDLE] === 0 && nodes.count[ACTIVE]! > 0;
              if (!bySite && isLast) stall();
            },
            domainTurned(domain, isDown) {
              const { first, end, within } = sites[domain]!;
              if (!bySite || within >= 0 || end === first) return;
              if (isDown && nodes.count[ACTIVE]! > 0) {
                if (spec.lag) bench.mark(Mark.DATA_LOST, first);
                else stall();
              } else if (!isDown && stalled[0] === 1) settle();
            },
            nodeGone(node) {
              if (!bySite && spec.lag && nodes.slotOf[node]! >= 0 && nodes.count[IDLE]! > 0)
                bench.mark(Mark.DATA_LOST, node);
            },
            nodeBack() {
              if (!bySite && stalled[0] === 1) settle();
            },
          },
          ends: { goesOnAlone: over },
          answers: {
            // Whoever sends a standby what it writes knows when it is gone.
            ...(!bySite && { staysUnseen: () => false }),
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
