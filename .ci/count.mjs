// Prints "N passed, N failed, N skipped" from vitest's JSON report; exits 1 when a test failed or none was seen.
import { existsSync, readFileSync } from "node:fs";

const report = process.argv[2];
if (!existsSync(report)) {
  console.log("0 passed, 1 failed, 0 skipped");
  process.exit(1);
}
const { testResults, numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
  readFileSync(report, "utf8"),
);
const fellApart = testResults.filter(
  (file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
);
const failed = numFailedTests + fellApart.length;
console.log(`${numPassedTests} passed, ${failed} failed, ${numPendingTests + numTodoTests} skipped`);
process.exit(failed > 0 || numPassedTests === 0 ? 1 : 0);
