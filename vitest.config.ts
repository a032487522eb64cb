import { defineConfig } from "vitest/config";
import type { Reporter } from "vitest/node";

/** Names each skipped test and its reason at the end, so that no skip passes unseen. */
const skips: Reporter = {
  onTestRunEnd(modules) {
    for (const module of modules) {
      for (const test of module.children.allTests("skipped")) {
        const result = test.result();
        const why = result.state === "skipped" && result.note ? ` (${result.note})` : "";
        console.log(`skipped: ${module.relativeModuleId} > ${test.fullName}${why}`);
      }
    }
  },
};

const report = process.env.TEST_REPORT;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "fast",
          include: ["test/**/*.test.ts"],
          exclude: ["test/**/*.deep.test.ts"],
          testTimeout: 30_000,
        },
      },
      // Many seeded runs against known answers: minutes on their own, so they have their own group and patience.
      { test: { name: "deep", include: ["test/**/*.deep.test.ts"], testTimeout: 300_000 } },
    ],
    reporters: report ? ["default", skips, ["json", { outputFile: report }]] : ["default", skips],
  },
});
