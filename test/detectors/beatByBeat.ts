import type { GilbertElliott } from "../../src/cluster/detectors/gilbertElliott.js";
import type { Stream } from "../../src/kernel/stream.js";

/** The slow, obvious twin: plays every heartbeat and counts until `misses` in a row are lost. */
export function beatByBeat(loss: number, misses: number, stream: Stream): number {
  const below = loss * 4294967296;
  let run = 0;
  for (let beat = 1; ; beat++) {
    run = stream.uint32() < below ? run + 1 : 0;
    if (run === misses) return beat;
  }
}

/**
 * The same, loss by loss: how many heartbeats are received before the next one is lost is geometric, so that only losses
 * cost anything. Still every loss is played, and rows of them are counted as they come.
 */
export function lossByLoss(loss: number, misses: number, stream: Stream): number {
  const perBeat = Math.log1p(-loss);
  let beat = 0;
  let run = 0;
  for (;;) {
    const received = Math.floor(Math.log(stream.uniform()) / perBeat);
    run = received > 0 ? 1 : run + 1;
    beat += received + 1;
    if (run === misses) return beat;
  }
}

/** The same on a link that is good or bad, begun in its long-run state; the state changes after each heartbeat. */
export function burstyBeatByBeat(link: GilbertElliott, misses: number, stream: Stream): number {
  const { lossGood, lossBad, toBad, toGood } = link;
  const happens = (chance: number): boolean => stream.uint32() < chance * 4294967296;
  let bad = happens(toBad / (toBad + toGood));
  let run = 0;
  for (let beat = 1; ; beat++) {
    run = happens(bad ? lossBad : lossGood) ? run + 1 : 0;
    if (run === misses) return beat;
    if (happens(bad ? toGood : toBad)) bad = !bad;
  }
}

/**
 * From a crash at a random moment between two heartbeats to its declaration, in periods: plays heartbeats up to the crash,
 * starting over whenever the node is falsely declared, and waits `misses` periods from the last one received.
 */
export function crashByBeat(loss: number, misses: number, stream: Stream): number {
  const last = 40 + Math.floor(20 * stream.uniform());
  let run = 0;
  for (let beat = 1; beat <= last; beat++) {
    run = stream.uniform() < loss ? run + 1 : 0;
    if (run === misses) return crashByBeat(loss, misses, stream);
  }
  return misses - run - stream.uniform();
}
