import { availableParallelism } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
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

/**
 * Tests import `src/` and run what `npm test` has just built from it: the code that users get, at its own speed. (A test
 * runner's rewritten modules are several times slower, and these tests simulate a lot.)
 */
const built = {
  name: "tests-run-the-build",
  enforce: "pre" as const,
  resolveId(source: string, importer: string | undefined) {
    if (!importer || !source.startsWith(".")) return null;
    const file = resolve(dirname(importer), source);
    const inside = relative(join(import.meta.dirname, "src"), file);
    if (inside.startsWith("..") || !file.endsWith(".js")) return null;
    return { id: pathToFileURL(join(import.meta.dirname, "dist", inside)).href, external: true };
  },
};

export default defineConfig({
  test: {
    maxWorkers: availableParallelism(),
    projects: [
      {
        plugins: [built],
        test: {
          name: "fast",
          include: ["test/**/*.test.ts"],
          exclude: ["test/**/*.deep.test.ts"],
          // Only against hanging: how long a test takes is the business of a benchmark, and CI machines are shared.
          testTimeout: 120_000,
          isolate: false,
        },
      },
      // Many seeded runs against known answers: minutes on their own, so they have their own group and patience.
      { plugins: [built], test: { name: "deep", include: ["test/**/*.deep.test.ts"], testTimeout: 300_000 } },
    ],
    reporters: report ? ["default", skips, ["json", { outputFile: report }]] : ["default", skips],
  },
});
