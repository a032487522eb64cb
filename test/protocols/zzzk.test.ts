import { readFileSync } from "node:fs";
import { test } from "vitest";
import { dcsLease } from "../../src/cluster/protocols/dcsLease.js";
import { zookeeper } from "../../src/cluster/protocols/zookeeper.js";
import { misses, predict } from "./judge.js";

test("x", () => {
  const rows = readFileSync("test/fixtures/failovers.csv", "utf8")
    .split("\n")
    .map((l) => l.split(","));
  const q = (a: readonly number[], p: number) => (a.length ? a[Math.floor(p * a.length)].toFixed(3) : "-");
  const cases = [
    ["zookeeper", "sigkill_leader", predict(zookeeper.incident(zookeeper.defaults, "kill"))],
    ["zookeeper", "partition_leader", predict(zookeeper.incident(zookeeper.defaults, "partition"))],
    ["patroni", "sigkill_patroni_and_postgres", predict(dcsLease.incident(dcsLease.defaults, "kill"))],
    ["patroni", "partition_primary", predict(dcsLease.incident(dcsLease.defaults, "partition"))],
    ["patroni", "sigkill_postgres_only", predict(dcsLease.incident(dcsLease.defaults, "databaseKill"))],
  ] as const;
  for (const [s, f, predicted] of cases) {
    const col = (i: number) =>
      rows
        .filter((r) => r[0] === s && r[2] === f && r[i])
        .map((r) => Number(r[i]))
        .sort((a, b) => a - b);
    const measured = { system: s, setting: "-", fault: f, ttd: col(4), ttr: col(5) };
    console.log(s, f, misses([{ measured, predicted }]));
    for (const k of ["ttd", "ttr"] as const)
      console.log(
        "  ",
        k,
        [0, 0.05, 0.25, 0.5, 0.75, 0.95, 0.999].map((p) => `${q(measured[k], p)}/${q(predicted[k], p)}`).join(" "),
      );
  }
});
