import { deterministic } from "../../../kernel/laws/deterministic.js";
import { uniform } from "../../../kernel/laws/uniform.js";
import type { FaultKind, Protocol } from "../protocol.js";
import { inSteps, type Step } from "../steps.js";

export interface KubernetesSettings {
  /** What runs: a Deployment, one with a ReadWriteOnce volume, or a StatefulSet. */
  readonly workload: "deployment" | "volume" | "statefulset";
  /** Seconds from one renewal of the node's lease to the next, by its kubelet. */
  readonly leaseRenewal: number;
  /** node-monitor-grace-period, seconds without a renewal. */
  readonly gracePeriod: number;
  /** node-monitor-period, seconds from one look of the controller to the next. */
  readonly monitorPeriod: number;
  /** tolerationSeconds for not-ready and unreachable, which every pod has by default. */
  readonly toleration: number;
  /** Seconds after the pod's deletion until its volume is detached by force. */
  readonly detach: number;
  /** Seconds to schedule a pod, pull its image, start it and find it ready: from and to. */
  readonly startFrom: number;
  readonly startTo: number;
  /** periodSeconds and failureThreshold of the liveness probe, which a frozen process fails. */
  readonly probePeriod: number;
  readonly probeFailures: number;
  /** terminationGracePeriodSeconds, which a frozen process uses up. */
  readonly termination: number;
}

/** The kubelet lists its containers every second (plegRelistPeriod). */
const RELIST = uniform({ from: 0, to: 1 });

/**
 * A pod of Kubernetes. A dead process is restarted by its kubelet in place, a frozen one after its liveness probe and its
 * termination grace. A lost node is not ready a grace period after its last lease renewal, at the controller's next
 * look; its pods are evicted after their toleration and made anew elsewhere, with a volume only when that has been
 * detached by force. A StatefulSet's pod is not: nobody knows that it is gone. The back-off of a pod that crashes
 * again and again is left out, and so is the limit on evictions when most nodes of a zone are lost.
 * Sources: Kubernetes documentation (nodes, node shutdown, probes), kubelet config, defaulttolerationseconds.
 */
export const kubernetes: Protocol<KubernetesSettings> = {
  name: "kubernetes",
  faults: ["kill", "stop", "hostLoss", "freeze", "partition", "linkDown"],
  inPlace: ["kill", "freeze"],
  defaults: {
    workload: "deployment",
    leaseRenewal: 10,
    gracePeriod: 50,
    monitorPeriod: 5,
    toleration: 300,
    detach: 360,
    startFrom: 5,
    startTo: 30,
    probePeriod: 10,
    probeFailures: 3,
    termination: 30,
    clients: { refresh: 1, retry: 1 },
  },
  incident: (settings, fault) => inSteps(stepsOf(settings, fault)),
};

/** @throws RangeError when a lease would run out between two renewals, or a start takes no range. */
function stepsOf(settings: KubernetesSettings, fault: FaultKind): Step[] {
  const { leaseRenewal, gracePeriod, startFrom, startTo, probePeriod, probeFailures, termination } = settings;
  if (!(gracePeriod > leaseRenewal)) throw new RangeError(`gracePeriod (${gracePeriod} s) must exceed leaseRenewal`);
  if (!(startFrom < startTo))
    throw new RangeError(`startFrom (${startFrom} s) must be less than startTo (${startTo} s)`);
  const start: Step = { name: "start", law: uniform({ from: startFrom, to: startTo }), ends: "restored" };
  switch (fault) {
    case "kill":
      return [{ name: "relist", law: RELIST, ends: "detected" }, start];
    case "freeze":
      return [
        { name: "probe", law: uniform({ from: 0, to: probePeriod }) },
        { name: "failed probes", law: deterministic({ value: (probeFailures - 1) * probePeriod }), ends: "detected" },
        { name: "termination", law: deterministic({ value: termination }) },
        start,
      ];
    case "stop":
      return [{ name: "drain", law: deterministic({ value: 0 }), ends: "detected" }, start];
    default:
      return nodeLost(settings, start);
  }
}

function nodeLost(settings: KubernetesSettings, start: Step): Step[] {
  const { workload, leaseRenewal, gracePeriod, monitorPeriod, toleration, detach } = settings;
  const notReady: Step[] = [
    { name: "lease left", law: uniform({ from: gracePeriod - leaseRenewal, to: gracePeriod }) },
    { name: "look", law: uniform({ from: 0, to: monitorPeriod }), ends: "detected" },
  ];
  if (workload === "statefulset") return notReady;
  const evicted: Step = { name: "toleration", law: deterministic({ value: toleration }) };
  const detached: Step[] = workload === "volume" ? [{ name: "detach", law: deterministic({ value: detach }) }] : [];
  return [...notReady, evicted, ...detached, start];
}
