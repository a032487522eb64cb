import type { ClusterPart } from "../clusterPart.js";
import { Mark, PHASES } from "../vocabulary.js";
import { halt, resume } from "../work/work.js";

const DETECTION = PHASES.indexOf("detection");
const STORAGE = PHASES.indexOf("storage");

const SOUND = 0;
const SPOILT = 1;
const RESTORING = 2;

/** The data is spoilt everywhere, until somebody notices and the last clean copy is back. */
export const corruption: ClusterPart = {
  name: "corruption",
  origins: (plant) => (plant.corruption ? ["corruption"] : []),
  build({ plant: { corruption: spec }, originNamed }) {
    return (
      spec && {
        groups: [{ name: "data", size: 1, fields: { state: "value" } }],
        activities: {
          corrupts: { of: "data", clock: true },
          corruptionFound: { of: "data" },
          cleanCopyBack: { of: "data" },
        },
        bind(bench) {
          const state = bench.view("data", "state");
          const corrupts = bench.activity("corrupts");
          const found = bench.activity("corruptionFound");
          const back = bench.activity("cleanCopyBack");
          const origin = originNamed("corruption");
          return {
            hears: { begin: () => corrupts.start(0, spec.every) },
            ends: {
              corrupts() {
                state[0] = SPOILT;
                bench.mark(Mark.DATA_LOST, 0);
                halt(bench);
                found.start(0, spec.found);
              },
              corruptionFound() {
                state[0] = RESTORING;
                back.start(0, spec.restore);
              },
              cleanCopyBack() {
                state[0] = SOUND;
                resume(bench);
                corrupts.start(0, spec.every);
              },
            },
            blames: { corrupts: () => origin },
            answers: {
              attribute(seconds, sums, from) {
                if (state[0] === SOUND) return undefined;
                sums[from + (state[0] === SPOILT ? DETECTION : STORAGE)]! += seconds;
                sums[from + PHASES.length + origin]! += seconds;
                return true;
              },
            },
          };
        },
      }
    );
  },
};
