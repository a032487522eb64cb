import { atLeast, only, rounded, rulesFrom, type SettingRule } from "../rules/settingRule.js";
import type { KubernetesSettings } from "./kubernetes.js";

const api = rulesFrom<KubernetesSettings>("Kubernetes 1.13 and later, API of pods: integers of seconds");
const kubelet = rulesFrom<KubernetesSettings>(
  "Kubernetes 1.17 and later, pkg/kubelet/kubelet.go: nodeLeaseRenewIntervalFraction 0.25 of nodeLeaseDurationSeconds",
);
const controller = rulesFrom<KubernetesSettings>(
  "Kubernetes 1.6 and later, attach_detach_controller.go: ReconcilerMaxWaitForUnmountDuration",
);

/** The kube-controller-manager checks none of its node-monitor durations. */
export const kubernetesRules: readonly SettingRule<KubernetesSettings>[] = [
  kubelet.refusesTime(
    "leaseRenewal",
    rounded(4),
    "the lease is renewed after a quarter of nodeLeaseDurationSeconds, a whole number of them",
  ),
  kubelet.refusesTime("leaseRenewal", atLeast(0.25), "nodeLeaseDurationSeconds must be more than 0"),
  api.refusesTime("toleration", rounded(1), "tolerationSeconds is a whole number of seconds"),
  api.refusesTime("probePeriod", rounded(1), "periodSeconds is a whole number of seconds"),
  api.refusesTime("probePeriod", atLeast(1), "periodSeconds must be 1 at least"),
  api.refusesTime("termination", rounded(1), "terminationGracePeriodSeconds is a whole number of seconds"),
  controller.refusesTime("detach", only(360), "the 6 min until a volume is detached by force are fixed"),
];
