import { deterministic } from "../../../kernel/laws/deterministic.js";
import { uniform } from "../../../kernel/laws/uniform.js";
import { clientsWay } from "../../clients/clientsWay.js";
import { isSilent, type Protocol } from "../protocol.js";
import { inSteps } from "../steps.js";

export interface InnodbClusterSettings {
  /** Seconds of silence until a member counts as unreachable: Group Replication waits 5, and no setting changes it. */
  readonly unreachable: number;
  /** `group_replication_member_expel_timeout`, seconds: from then on until it is expelled. */
  readonly expel: number;
  /** Seconds until MySQL Router sends writes to the new primary. */
  readonly router: number;
}

/** The group looks at its members about once a second: assumed. */
const LOOK = uniform({ from: 0, to: 1 });
/** Electing the primary and applying what was received: assumed, for a secondary that keeps up. */
const ELECTION = uniform({ from: 0.1, to: 1 });

/**
 * MySQL InnoDB Cluster (Group Replication, single primary). A silent member is unreachable after 5 s, expelled after
 * the expel timeout, and then the others elect a primary. A killed server is silent like a lost one. One that stops
 * leaves the group in good order, and the primary is elected at once.
 * Source: MySQL reference manual, group-replication-responses-failure-expel; WL#13773.
 */
export const innodbCluster: Protocol<InnodbClusterSettings> = {
  name: "innodb-cluster",
  faults: ["kill", "stop", "hostLoss", "freeze", "partition", "linkDown"],
  defaults: { unreachable: 5, expel: 5, router: 0.5, clients: { retry: 1 } },
  clients({ router, clients }, fault) {
    const way = clientsWay(clients, isSilent(fault));
    return { ...way, learn: [{ name: "router", law: uniform({ from: 0, to: router }) }, ...way.learn] };
  },
  incident({ unreachable, expel }, fault) {
    const expelled = [
      { name: "unreachable", law: deterministic({ value: unreachable }) },
      { name: "look", law: LOOK },
      { name: "expel", law: deterministic({ value: expel }), ends: "detected" as const },
    ];
    const left = [{ name: "leave", law: deterministic({ value: 0 }), ends: "detected" as const }];
    return inSteps([...(fault === "stop" ? left : expelled), { name: "election", law: ELECTION, ends: "restored" }]);
  },
};
