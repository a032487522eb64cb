import { test } from "vitest";
import { resultText } from "../../src/report/resultText.js";
import { compareText } from "../../src/report/compareText.js";
import { resultCsv } from "../../src/report/csv.js";
import { toJson } from "../../src/report/jsonText.js";
import { ninesTable } from "../../src/report/ninesTable.js";
import { ninesText } from "../../src/report/ninesText.js";
import * as samples from "./samples.js";
import { writeFileSync } from "node:fs";
const S = { colour: false, width: 100 };
test("show", () => {
  let out = "";
  const results = [samples.simulated, samples.missed, samples.exact, samples.nothingSeen];
  for (const s of results) out += resultText(s, S) + "\n=======\n";
  const comparison = { results, differences: [
   { architecture: "active-passive", against: "n+1", downtimePerYear: samples.about(3000), outagesPerYear: { mean: -0.02, low: -0.05, high: 0.01, level: 0.95 } },
   { architecture: "active-active", against: "n+1", downtimePerYear: { mean: -3600, low: -4100, high: -3100, level: 0.95 }, outagesPerYear: { mean: 0, low: 0, high: 0, level: 0.95 } },
  ] };
  out += compareText(comparison, S) + compareText(comparison, { colour: false, width: 80 });
  out += ninesText(ninesTable(), S) + ninesText(ninesTable(0.9995, { perSecond: 5000 / 60, currency: "USD" }), S);
  out += resultCsv([samples.missed]) + toJson(samples.nothingSeen);
  writeFileSync("/tmp/show.txt", out);
});
