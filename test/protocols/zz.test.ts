import { it } from "vitest";
import { readFileSync } from "node:fs";
import { misses, predict } from "./judge.js";
import { pacemaker } from "../../src/cluster/protocols/pacemaker.js";
import { totem } from "../../src/cluster/protocols/totem.js";
import * as S from "./settings.js";
it("x", () => {
  for (const r of [S.keepalivedReading, S.corosyncReading, S.pacemakerReading, S.sentinelReading, S.haproxyReading]) {
    const j = S.judgedOf(r as never);
    for (const f of [0.8, 1.2]) console.log(r.system, f, misses(j.map((x) => ({ ...x, predicted: { ttd: x.predicted.ttd.map((t) => t * f), ttr: x.predicted.ttr.map((t) => t * f) } }))).length);
  }
  const rows = readFileSync("test/fixtures/failovers.csv", "utf8").split("\n").filter((l) => l.includes("node_death")).map((l) => l.split(","));
  const p = predict(pacemaker.incident({ ...pacemaker.defaults, ring: { ...totem.defaults, nodes: 3, token: 1 } }, "partition"), 4000);
  for (const [name, at] of [["ttd", 4], ["ttr", 5]] as const) console.log(name, rows.map((r) => Number(r[at])).sort((a, b) => a - b).join(" "), "|", [0, .05, .25, .5, .75, .95, .9999].map((q) => p[name][Math.floor(q * 4000)].toFixed(3)).join(" "));
});
