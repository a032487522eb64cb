import type { ClusterSpec } from "../cluster/spec.js";
import type { Law } from "../kernel/law.js";

/** Mean repairs (or other delays) that must pass until a start with everything new is forgotten. */
const DELAYS = 20;
/** Mean lives, where a life remembers its age. */
const LIVES = 3;

/**
 * Seconds to discard before the long run. With memoryless lives a cluster forgets its start after a few repairs; with
 * others only when each part has been renewed some times; and with nodes of several classes it takes that long until
 * each slot has moved to where it will be on average.
 */
export function defaultWarmup(spec: ClusterSpec): number {
  const lives = spec.classes.flatMap((kind) => kind.modes.map((mode) => mode.life));
  const ageing = lives.filter((life) => spec.classes.length > 1 || life.kind !== "exponential");
  return Math.max(DELAYS * longest(delays(spec)), LIVES * longest(ageing));
}

/** Mean of the longest repair, rebuild or manual recovery: what an outage that was never seen might have lasted. */
export function longestRepair(spec: ClusterSpec): number {
  return longest(delays(spec));
}

function delays(spec: ClusterSpec): Law[] {
  const modes = spec.classes.flatMap((kind) => kind.modes);
  return [
    ...modes.flatMap((mode) => [mode.detection, mode.repair, ...(mode.parts.count > 1 ? [mode.parts.swap] : [])]),
    spec.takeover.law,
    ...(spec.takeover.coverage < 1 ? [spec.takeover.manual] : []),
    ...(spec.standby.latent > 0 ? [spec.standby.test] : []),
    spec.backup.declare,
    spec.backup.provision,
    spec.backup.restore,
    ...(spec.commonCause ? [spec.commonCause.detection, spec.commonCause.repair] : []),
  ];
}

function longest(laws: readonly Law[]): number {
  return laws.reduce((most, law) => (Number.isFinite(law.mean) ? Math.max(most, law.mean) : most), 0);
}
