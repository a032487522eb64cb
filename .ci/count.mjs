// Prints "N passed, N failed, N skipped" over vitest's JSON reports; exits 1 when a test failed or a report has none.
import { existsSync, readFileSync } from "node:fs";

/** What one report counts; one that is missing or empty counts as a failure. */
function countsOf(report) {
  const nothing = { passed: 0, failed: 1, skipped: 0 };
  if (!existsSync(report)) return nothing;
  const { testResults, numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
    readFileSync(report, "utf8"),
  );
  if (numPassedTests === 0) return nothing;
  const fellApart = testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + fellApart.length,
    skipped: numPendingTests + numTodoTests,
  };
}

const counts = process.argv.slice(2).map(countsOf);
const sum = (what) => counts.reduce((total, count) => total + count[what], 0);
console.log(`${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped`);
process.exit(sum("failed") > 0 ? 1 : 0);
