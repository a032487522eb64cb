import { deterministic } from "../../../kernel/laws/deterministic.js";
import { uniform } from "../../../kernel/laws/uniform.js";
import type { Protocol } from "../protocol.js";
import { inSteps } from "../steps.js";

export interface AlbSettings {
  /** HealthCheckIntervalSeconds. */
  readonly interval: number;
  /** HealthCheckTimeoutSeconds. */
  readonly timeout: number;
  /** UnhealthyThresholdCount. */
  readonly unhealthy: number;
  /** HealthyThresholdCount: checks that a new target must pass. */
  readonly healthy: number;
  /** Seconds from launch until the application of a new instance answers: from and to. */
  readonly launchFrom: number;
  readonly launchTo: number;
}

/** Auto Scaling looks at the health of its instances and launches: assumed a minute at most. */
const REACTION = uniform({ from: 0, to: 60 });

/**
 * An Application Load Balancer with an Auto Scaling group that uses its health checks (health check type ELB). A
 * target is out of rotation after `unhealthy` failed checks; requests go to the others from then on. The group then
 * replaces the instance, which is back, as the same node of the design, when it has passed `healthy` checks: that is
 * what "restored" means here. A target that stops in good order is deregistered first.
 * Sources: Elastic Load Balancing and EC2 Auto Scaling user guides.
 */
export const awsAlb: Protocol<AlbSettings> = {
  name: "aws-alb",
  faults: ["kill", "stop", "hostLoss", "freeze", "partition", "linkDown"],
  inPlace: ["kill", "stop", "hostLoss", "freeze", "partition", "linkDown"],
  defaults: {
    interval: 30,
    timeout: 5,
    unhealthy: 2,
    healthy: 5,
    launchFrom: 60,
    launchTo: 300,
    clients: { retry: 0 },
  },
  incident({ interval, timeout, unhealthy, healthy, launchFrom, launchTo }, fault) {
    // The interval is between the beginnings of checks, and the last one has to fail.
    const fails = fault === "kill" ? 0 : timeout;
    const out = [
      { name: "next check", law: uniform({ from: 0, to: interval }) },
      {
        name: "failed checks",
        law: deterministic({ value: (unhealthy - 1) * interval + fails }),
        ends: "detected" as const,
      },
    ];
    const left = [{ name: "deregistered", law: deterministic({ value: 0 }), ends: "detected" as const }];
    return inSteps([
      ...(fault === "stop" ? left : out),
      { name: "reaction", law: REACTION },
      { name: "launch", law: uniform({ from: launchFrom, to: launchTo }) },
      { name: "first check", law: uniform({ from: 0, to: interval }) },
      { name: "passed checks", law: deterministic({ value: (healthy - 1) * interval }), ends: "restored" },
    ]);
  },
};
