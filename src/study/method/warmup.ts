import type { WireSpec } from "../../cluster/network/networkSpec.js";
import { promotes } from "../../cluster/replication/replicationSection.js";
import type { ClusterSpec } from "../../cluster/spec.js";
import type { Law } from "../../kernel/law.js";

/** Mean repairs (or other delays) that must pass until a start with everything new is forgotten. */
const DELAYS = 20;
/** Mean lives, where a life remembers its age. */
const LIVES = 3;

/**
 * Seconds to discard before the long run. With memoryless lives a cluster forgets its start after a few repairs; with
 * others only when each part has been renewed some times; and where nodes are not alike, by class, rack or vote, it takes that
 * long until each slot has moved to where it will be on average: by class its longest life, else until nodes have failed.
 */
export function defaultWarmup(spec: ClusterSpec): number {
  const lives = spec.classes.flatMap((kind) => kind.modes.map((mode) => mode.life));
  const ageing = lives.filter((life) => spec.classes.length > 1 || life.kind !== "exponential");
  const network = networkLives(spec).filter((life) => life.kind !== "exponential");
  const untilMoved = areNodesAlike(spec) ? 0 : betweenFailures(spec);
  return Math.max(DELAYS * longest(delays(spec)), LIVES * longest([...ageing, ...network]), LIVES * untilMoved);
}

/** Does it not matter which node serves? */
function areNodesAlike({ network, quorum }: ClusterSpec): boolean {
  return (network?.racks.length ?? 1) === 1 && quorum?.policy !== "votequorum" && quorum?.policy !== "dynamic";
}

/** Mean time of a node until it fails in any way that moves its slot, of the class that fails least. */
function betweenFailures({ classes }: ClusterSpec): number {
  return classes.reduce((most, { modes }) => {
    const moving = modes.filter(({ recovery }) => recovery === "failover");
    const perSecond = (moving.length > 0 ? moving : modes).reduce((sum, { life }) => sum + 1 / life.mean, 0);
    return perSecond > 0 ? Math.max(most, 1 / perSecond) : most;
  }, 0);
}

function networkLives({ network, quorum }: ClusterSpec): Law[] {
  return [...wiresOf(network), ...(quorum?.witness ? [quorum.witness] : [])].map(({ life }) => life);
}

function wiresOf(network: ClusterSpec["network"]): WireSpec[] {
  if (!network) return [];
  const { links, partitions = [], nic } = network;
  return [...links, ...partitions, ...(network.switch ? [network.switch] : []), ...(nic ? [nic] : [])];
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
    ...(promotes(spec) < 1 ? [spec.takeover.manual] : []),
    ...(spec.standby.latent > 0 ? [spec.standby.test] : []),
    spec.backup.declare,
    spec.backup.provision,
    spec.backup.restore,
    ...wiresOf(spec.network).map(({ repair }) => repair),
    ...(spec.network ? [spec.network.resync] : []),
    ...(spec.quorum?.witness ? [spec.quorum.witness.repair] : []),
    ...(spec.fencing ? [spec.fencing.reboot, ...(spec.fencing.success < 1 ? [spec.fencing.confirm] : [])] : []),
    ...(spec.sites ?? []).flatMap(({ fails }) => (fails ? [fails.detection, fails.repair, fails.restart] : [])),
    ...recoveryDelays(spec.recovery),
    ...(spec.storage
      ? [spec.storage.rebuild, spec.storage.restore, ...(spec.storage.head ? [spec.storage.head.repair] : [])]
      : []),
    ...[...(spec.corruption ? [spec.corruption] : []), ...(spec.disruptions ?? [])].flatMap(({ found, mended }) => [
      found,
      mended,
    ]),
    ...(spec.operator ? [spec.operator.detection, spec.operator.repair] : []),
    ...(spec.replication?.stall ? [spec.replication.stall] : []),
    ...(spec.commonCause ? [spec.commonCause.detection, spec.commonCause.repair] : []),
  ];
}

function recoveryDelays(recovery: ClusterSpec["recovery"]): Law[] {
  if (!recovery) return [];
  const { detect, declare, steps, manual, failback, comeBack } = recovery;
  const fails = steps.some(({ success }) => success < 1);
  const back = failback ? [failback.after, failback.takes] : [];
  return [detect, declare, ...steps.map(({ takes }) => takes), ...(fails ? [manual] : []), ...back, comeBack];
}

function longest(laws: readonly Law[]): number {
  return laws.reduce((most, law) => (Number.isFinite(law.mean) ? Math.max(most, law.mean) : most), 0);
}
