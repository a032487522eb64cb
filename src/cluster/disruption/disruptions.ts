import type { ClusterPart } from "../clusterPart.js";
import { Mark, PHASES } from "../vocabulary.js";
import { halt, resume } from "../work/work.js";

const DETECTION = PHASES.indexOf("detection");

const ABSENT = 0;
const UNSEEN = 1;
const FOUND = 2;

/** What stops the whole service at once: it strikes, somebody notices, and it is mended. Each comes by itself, also during another. */
export const disruptions: ClusterPart = {
  name: "disruptions",
  origins: ({ disruptions = [] }) => disruptions.map(({ origin }) => origin),
  build({ plant: { disruptions: specs }, originNamed }) {
    if (!specs || specs.length === 0) return undefined;
    return {
      groups: [{ name: "disruption", size: specs.length, classes: [...specs.keys()], fields: { state: "value" } }],
      activities: {
        disruptionStrikes: { of: "disruption", clock: true },
        disruptionFound: { of: "disruption" },
        disruptionMended: { of: "disruption" },
      },
      bind(bench) {
        const state = bench.view("disruption", "state");
        const strikes = bench.activity("disruptionStrikes");
        const found = bench.activity("disruptionFound");
        const mended = bench.activity("disruptionMended");
        const origins = specs.map(({ origin }) => originNamed(origin));
        const phases = specs.map(({ mending }) => PHASES.indexOf(mending));
        const arm = (one: number) => strikes.start(one, specs[one]!.every);
        return {
          hears: {
            begin() {
              for (const one of specs.keys()) arm(one);
            },
          },
          ends: {
            disruptionStrikes(one) {
              state[one] = UNSEEN;
              if (specs[one]!.losesData) bench.mark(Mark.DATA_LOST, 0);
              halt(bench);
              found.start(one, specs[one]!.found);
            },
            disruptionFound(one) {
              state[one] = FOUND;
              mended.start(one, specs[one]!.mended);
            },
            disruptionMended(one) {
              state[one] = ABSENT;
              resume(bench);
              arm(one);
            },
          },
          blames: { disruptionStrikes: (one) => origins[one]! },
          answers: {
            attribute(seconds, sums, from) {
              let present = 0;
              for (const is of state) if (is !== ABSENT) present++;
              if (present === 0) return undefined;
              for (let one = 0; one < state.length; one++) {
                if (state[one] === ABSENT) continue;
                sums[from + (state[one] === UNSEEN ? DETECTION : phases[one]!)]! += seconds / present;
                sums[from + PHASES.length + origins[one]!]! += seconds / present;
              }
              return true;
            },
          },
        };
      },
    };
  },
};
