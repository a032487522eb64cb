import { it } from "vitest";
import { misses } from "./judge.js";
import * as S from "./settings.js";
it("x", () => {
  for (const r of [S.keepalivedReading, S.corosyncReading, S.pacemakerReading, S.sentinelReading, S.haproxyReading]) {
    const t0 = Date.now();
    const j = S.judgedOf(r as never);
    for (const { measured: m, predicted: p } of j) {
      const q = (v: readonly number[], x: number) => v.length ? v[Math.min(v.length - 1, Math.floor(x * v.length))].toFixed(3) : "-";
      for (const f of ["ttd", "ttr"] as const)
        console.log(m.system, m.setting, m.fault, f, m[f].length, [0, .05, .5, .95, 1].map((x) => q(m[f], x)).join(" "), "|", [0, .05, .5, .95, 1].map((x) => q(p[f], x)).join(" "));
    }
    console.log(JSON.stringify(misses(j)), Date.now() - t0);
  }
});
