import { test } from "vitest";
import { raft } from "../../src/cluster/protocols/raft.js";
import { predict } from "./judge.js";
test("x", () => {
  for (const members of [3, 5, 7]) for (const preVote of [false, true]) for (const [heartbeat, electionTimeout] of [[.1, 1], [.2, 1.6], [.2, 2], [.5, 5]]) {
    const t0 = Date.now();
    const p = predict(raft.incident({ ...raft.defaults, members, preVote, heartbeat, electionTimeout }, "kill"), 10000).ttd;
    console.log(members, preVote, heartbeat, electionTimeout, [0, .05, .5, .95, .99, .9999].map((q) => (p[Math.floor(q * p.length)] / electionTimeout).toFixed(3)).join(" "), p.filter((x) => x > 2 * electionTimeout - heartbeat).length / p.length, Date.now() - t0);
  }
});
