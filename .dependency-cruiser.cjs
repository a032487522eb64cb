/** The floors of src/, lowest first; a file may import its own floor and the floors below it. ARCHITECTURE.md says more. */
const floors = [
  ["kernel", "It knows no clusters: pass what it needs as numbers, laws or functions."],
  ["notation", "It turns what a person writes into numbers and laws, and does not know what they are for."],
  ["cluster", "It is the vocabulary of every design: let the design or the reading call it, not the other way."],
  ["architectures", "A design declares laws to the model and does not know how it was described: pass a ClusterSpec."],
  ["scenario", "It turns text into a plant and does not know how the plant is read: return the plant."],
  ["readings", "A reading sees one model: many replications, stopping and merging belong to src/study."],
  ["study", "It returns results as data: tables, charts and words are made from them in src/report."],
  ["report", "Data in, string out: choosing among candidates belongs to src/planner."],
  ["planner", "It judges results: files, terminal and flags belong to src/cli, which calls it."],
  ["library", "It is what src/index.ts offers: terminal, flags and files that a person names belong to src/cli."],
];
const cli = "cli";

const above = (floor) => [...floors.slice(floors.findIndex(([name]) => name === floor) + 1).map(([name]) => name), cli];

module.exports = {
  forbidden: [
    ...floors.map(([floor, instead]) => ({
      name: `${floor}-imports-down-only`,
      comment: `Why: each floor of src/ is understood and tested without the ones above it. Do: ${instead}`,
      severity: "error",
      from: { path: `^src/${floor}/` },
      to: { path: `^src/(${above(floor).join("|")}|index\\.ts$)` },
    })),
    {
      name: "cli-is-not-the-library",
      comment: "Why: src/index.ts is what other programs import. Do: let src/cli import the module it means.",
      severity: "error",
      from: { path: `^src/${cli}/` },
      to: { path: "^src/index\\.ts$" },
    },
    {
      name: "library-without-the-cli",
      comment: "Why: programs that import hasim need no terminal. Do: move what both need into src/library.",
      severity: "error",
      from: { path: "^src/index\\.ts$" },
      to: { path: `^src/${cli}/` },
    },
    {
      name: "every-module-on-a-floor",
      comment:
        "Why: a folder without a floor escapes the rules above. Do: put the file on a floor, or add the floor here.",
      severity: "error",
      from: {},
      to: { path: "^src/", pathNot: `^src/(${[...floors.map(([name]) => name), cli].join("|")})/|^src/index\\.ts$` },
    },
    {
      name: "pure-below-the-cli",
      comment:
        "Why: the same code runs in Node, in a worker and in a browser, and gives the same bytes. Do: take data as an " +
        "argument; src/cli does the reading and writing (and src/library/catalogue.ts reads the presets of the package).",
      severity: "error",
      from: { path: "^src/", pathNot: `^src/${cli}/|^src/library/catalogue\\.ts$` },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "charts-only-when-asked",
      comment: "Why: vega takes a third of a second to load. Do: await import(…) where the chart is drawn.",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "node_modules/vega(-lite)?/", dynamic: false, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "no-cycles",
      comment: "Why: modules in a ring cannot be read one by one. Do: move what they share into a module both import.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-orphans",
      comment: "Why: a module nothing uses is dead weight. Do: import it or delete it; an entry point is listed here.",
      severity: "error",
      from: { orphan: true, path: "^src/", pathNot: ["^src/index\\.ts$", `^src/${cli}/hasim\\.ts$`] },
      to: {},
    },
    {
      name: "no-unresolvable",
      comment: "Why: the import fails when it runs. Do: correct the path (it ends in .js) or install the package.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "no-dev-dependencies",
      comment: "Why: users do not have them installed. Do: move the package to dependencies in package.json.",
      severity: "error",
      from: { path: "^src/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"], pathNot: "node_modules/@types/" },
    },
    {
      name: "src-stands-alone",
      comment: "Why: tests and benchmarks are not published. Do: move what both need into src/.",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^(test|bench)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "default"] },
  },
};
