import type { GilbertElliott } from "../../src/cluster/detectors/gilbertElliott.js";

/** Losses each by itself: share lost, heartbeats in a row. */
export const INDEPENDENT: [loss: number, misses: number][] = [
  [0.5, 1],
  [0.5, 2],
  [0.5, 4],
  [0.5, 8],
  [0.7, 3],
  [0.9, 3],
  [0.8, 12],
  [0.4, 3],
  [0.4, 6],
  [0.3, 2],
  [0.3, 4],
  [0.3, 5],
  [0.2, 2],
  [0.2, 4],
  [0.1, 1],
  [0.1, 3],
  [0.1, 4],
  [0.05, 2],
  [0.05, 3],
  [0.02, 2],
]; // prettier-ignore

/** Lines with bursts, and heartbeats in a row. */
export const BURSTY: [link: GilbertElliott, misses: number][] = [
  [{ lossGood: 0, lossBad: 0.5, toBad: 0.01, toGood: 0.1 }, 3],
  [{ lossGood: 0.01, lossBad: 0.5, toBad: 0.02, toGood: 0.2 }, 4],
  [{ lossGood: 0.001, lossBad: 0.9, toBad: 0.002, toGood: 0.3 }, 3],
  [{ lossGood: 0.001, lossBad: 0.3, toBad: 0.05, toGood: 0.05 }, 4],
  [{ lossGood: 0.1, lossBad: 0.6, toBad: 0.1, toGood: 0.1 }, 6],
  [{ lossGood: 0.02, lossBad: 0.99, toBad: 0.01, toGood: 0.5 }, 5],
  [{ lossGood: 0.2, lossBad: 0.2, toBad: 0.3, toGood: 0.4 }, 3],
  [{ lossGood: 0, lossBad: 0.99, toBad: 0.003, toGood: 0.4 }, 2],
  [{ lossGood: 0.05, lossBad: 0.8, toBad: 0.005, toGood: 0.02 }, 10],
  [{ lossGood: 0, lossBad: 0.99, toBad: 1, toGood: 1 }, 1],
];
