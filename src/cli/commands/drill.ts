import type { Argv } from "yargs";
import { PLATFORMS, type Platform, protocolOf } from "../../cluster/protocols/registry.js";
import { inputProblem } from "../../library/inputProblems.js";
import { quote } from "../../notation/document/problem.js";
import { briefDrill } from "../../report/drill/briefDrill.js";
import { briefExperiment } from "../../report/drill/briefExperiment.js";
import { drillText } from "../../report/drill/drillText.js";
import { type Circumstances, evidenceOf, type HistoryLine, historyOf } from "../../report/drill/evidence.js";
import { experimentText } from "../../report/drill/experimentText.js";
import { trendText } from "../../report/drill/trendText.js";
import { junitXml } from "../../report/junit.js";
import { publishedDrill } from "../../report/schemas/drillSchema.js";
import { jsonText } from "../../report/schemas/jsonText.js";
import type { Overrides } from "../../scenario/overrides.js";
import type { Scenario } from "../../scenario/scenario.js";
import { playDrill } from "../../study/drill/drill.js";
import type { DrillResult } from "../../study/drill/drillResult.js";
import { playExperiment } from "../../study/drill/experiment.js";
import type { ExperimentResult } from "../../study/drill/experimentResult.js";
import { fileToWrite, writeWhole } from "../files.js";
import { textStyle, withDetailsFlag } from "../flags/outputFlags.js";
import { overridesOf, withScenarioFlags } from "../flags/scenarioFlags.js";
import { settingOverrides, textsOf } from "../flags/settingFlags.js";
import { hasExperiment, questionOf, scenarioRead } from "../question.js";
import { circumstancesOf, historyIn } from "../records.js";
import { svgOf } from "../svg.js";
import { Exit } from "../terminal/exit.js";
import { endProgress, progressLine } from "../terminal/progress.js";

export const command = "drill [scenario]";
export const describe =
  "a chaos experiment on a cluster, or one fault on a platform: detected when, recovered when, at what price";

const platforms = Object.keys(PLATFORMS).join(", ");
const protocols = (Object.keys(PLATFORMS) as Platform[]).map(protocolOf);
const faults = [...new Set(protocols.flatMap(({ faults: own, passing = [] }) => [...own, ...passing]))].join(", ");

export const builder = (yargs: Argv): Argv => {
  const text = { type: "string", requiresArg: true } as const;
  return withDetailsFlag(withScenarioFlags(yargs))
    .positional("scenario", { type: "string", describe: "scenario file with experiment: or drill:; flags win over it" })
    .option("platform", { ...text, describe: platforms, group: "Drill:" })
    .option("fault", {
      ...text,
      describe: `${faults}; which of them, the platform says; repeatable for members: kill:sentinel-3@10s, kill:member-2@0s+90s`,
      group: "Drill:",
    })
    .option("for", { ...text, describe: "how long a fault lasts that passes, such as dcsCut", group: "Drill:" })
    .option("set", { ...text, describe: "a setting of the platform, repeatable: heartbeat=200ms", group: "Drill:" })
    .option("trials", { ...text, describe: "how often the fault is played: 1000", group: "Drill:" })
    .option("threshold", { ...text, describe: "what must hold, repeatable: 'ttr p99 < 5s'", group: "Drill:" })
    .option("json", { type: "boolean", describe: "print the result as JSON", group: "Output:" })
    .option("junit", { ...text, describe: "write the thresholds as test cases to this .xml file", group: "Output:" })
    .option("chart", {
      ...text,
      describe: "draw the first playing, or how long a platform takes, to this .svg file",
      group: "Output:",
    })
    .option("evidence", { ...text, describe: "write a record for auditors to this .json file", group: "Output:" })
    .option("history", {
      ...text,
      describe: "keep a line of this drill in this file, and show the trend",
      group: "Output:",
    })
    .example("$0 drill scenarios/drills/node-shutdown.yaml --trials 1000", "an experiment, played a thousand times")
    .example("$0 drill --platform etcd --fault kill --threshold 'ttr p95 < 3s'", "the leader of etcd is killed")
    .example("$0 drill --platform sentinel --fault partition --set downAfter=5s", "a setting changed")
    .example(
      "$0 drill --platform sentinel --fault kill --fault kill:sentinel-2@0s+90s",
      "a sentinel is killed with the master, and back after 90 s",
    ) as Argv;
};

/** Plays a drill; 1 when a threshold does not hold. */
export async function handler(flags: Record<string, unknown>): Promise<number> {
  const outputs = outputsOf(flags);
  const file = flags.scenario as string | undefined;
  const onCluster = file !== undefined && hasExperiment(file);
  return concluded(
    await (onCluster ? strikeCluster(file, flags, outputs) : strikePlatform(file, flags, outputs)),
    outputs,
  );
}

/** Files to be written, found fit before long work; and the drills that the history holds already. */
interface Outputs {
  readonly json: boolean;
  readonly junit: string | undefined;
  readonly chart: string | undefined;
  readonly evidence: string | undefined;
  readonly history: string | undefined;
  readonly kept: readonly HistoryLine[];
}

function outputsOf(flags: Readonly<Record<string, unknown>>): Outputs {
  const history = fileToWrite(flags, "history");
  const kept = history === undefined ? [] : historyIn(history);
  return {
    json: Boolean(flags.json),
    junit: fileToWrite(flags, "junit", [".xml"]),
    chart: fileToWrite(flags, "chart", [".svg"]),
    evidence: fileToWrite(flags, "evidence", [".json"]),
    history,
    kept,
  };
}

/** A drill that was played. */
interface Played {
  readonly result: ExperimentResult | DrillResult;
  /** What was struck, in the words of JUnit. */
  readonly struck: string;
  readonly told: string;
  readonly circumstances: Circumstances;
}

/** One fault strikes a platform. */
async function strikePlatform(
  file: string | undefined,
  flags: Record<string, unknown>,
  { chart }: Outputs,
): Promise<Played> {
  const overrides = platformOverrides(flags);
  const result = played(file, overrides);
  if (chart)
    writeWhole(chart, await svgOf((await import("../../report/charts/recoveryChart.js")).recoveryChart(result)));
  const struck = `${result.platform}.${result.fault}`;
  return {
    result,
    struck,
    told: (flags.details ? drillText : briefDrill)(result, textStyle()),
    circumstances: circumstancesOf(file, overrides),
  };
}

async function strikeCluster(file: string, flags: Record<string, unknown>, { chart }: Outputs): Promise<Played> {
  const overrides = { ...overridesOf(flags), ...playOverrides(flags, "experiment") };
  const { scenario, design } = questionOf(file, overrides);
  const result = playExperiment(scenario, design, scenario.experiment!, undefined, progressLine("playings"));
  if (chart) writeWhole(chart, await svgOf((await import("../../report/charts/drillChart.js")).drillChart(result)));
  const struck = result.experiment.architecture;
  return {
    result,
    struck,
    told: (flags.details ? experimentText : briefExperiment)(result, textStyle()),
    circumstances: circumstancesOf(file, overrides),
  };
}

/** Writes what was asked for and prints the answer. */
function concluded({ result, struck, told, circumstances }: Played, outputs: Outputs): number {
  const { json, junit, evidence, history, kept } = outputs;
  if (junit) writeWhole(junit, junitXml({ ...result, struck }));
  if (evidence) writeWhole(evidence, `${JSON.stringify(evidenceOf(result, circumstances), null, 2)}\n`);
  endProgress();
  process.stdout.write(json ? jsonText(publishedDrill(result)) : told);
  if (history !== undefined) {
    const lines = [...kept, historyOf(result, circumstances)];
    writeWhole(history, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    const same = lines.filter(({ scenario: title }) => title === result.scenario);
    if (!json) process.stdout.write(trendText(same, textStyle()));
  }
  return result.passed ? Exit.DONE : Exit.MISSED;
}

function played(file: string | undefined, overrides: Overrides): DrillResult {
  const scenario = scenarioOf(file, overrides);
  if (!scenario.drill)
    throw inputProblem(file ?? "drill", "has no drill: block", "drill: {platform: etcd, fault: kill}");
  try {
    return playDrill(scenario, scenario.drill, undefined, progressLine("trials"));
  } catch (error) {
    if (error instanceof RangeError) throw inputProblem(file ?? "--set", error.message);
    throw error;
  }
}

function scenarioOf(file: string | undefined, overrides: Overrides): Scenario {
  const platform = overrides["drill.platform"];
  const fault = overrides["drill.fault"] ?? overrides["drill.faults"];
  if (file === undefined && platform === undefined)
    throw inputProblem("--platform", `say what to strike: a scenario file or one of ${platforms}`, "--platform etcd");
  if (file === undefined && fault === undefined)
    throw inputProblem("--fault", `say what befalls it: one of ${faults}`, "--fault kill");
  return scenarioRead(file, `${platform}, ${overrides["drill.fault"] ?? "several faults"}`, overrides).scenario;
}

/** Flags that stand for one field of a drill on a platform. */
const FIELDS: Readonly<Record<string, string>> = {
  platform: "drill.platform",
  for: "drill.for",
  rto: "objectives.rto",
  "rto-at": "objectives.rtoAt",
  seed: "seed",
};

function platformOverrides(flags: Readonly<Record<string, unknown>>): Overrides {
  const overrides: Record<string, string> = {};
  for (const [flag, field] of Object.entries(FIELDS)) {
    const given = textsOf(flags[flag]).at(-1);
    if (given !== undefined) overrides[field] = given;
  }
  Object.assign(overrides, faultOverrides(textsOf(flags.fault)));
  return { ...overrides, ...settingOverrides(flags.set, "drill.settings"), ...playOverrides(flags, "drill") };
}

/** One fault, or several, of which the last ones strike members: `kill:sentinel-3@10s+90s`, from 10 s on for 90 s. */
function faultOverrides(given: readonly string[]): Record<string, string> {
  const [only, ...more] = given;
  if (only === undefined) return {};
  // A word is written with dashes on a command line: dcs-cut.
  if (more.length === 0 && !/[:@+]/.test(only)) return { "drill.fault": camelCase(only) };
  return { "drill.faults": JSON.stringify(given.map(faultIn)) };
}

function faultIn(text: string): Record<string, string> {
  const parts = /^([\w-]+)(?::([\w-]+))?(?:@([^+@]+))?(?:\+([^+@]+))?$/.exec(text);
  if (!parts)
    throw inputProblem(
      "--fault",
      `${quote(text)} is not a fault: kind, then :member, @when and +how long`,
      "kill:sentinel-3@10s+90s",
    );
  const [, kind, target, at, lasts] = parts;
  return {
    kind: camelCase(kind!),
    ...(target !== undefined && { target }),
    ...(at !== undefined && { at }),
    ...(lasts !== undefined && { for: lasts }),
  };
}

const camelCase = (word: string): string => word.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** How often it is played and what must hold: the same of a platform and of a cluster. */
function playOverrides(flags: Readonly<Record<string, unknown>>, block: "drill" | "experiment"): Overrides {
  const trials = textsOf(flags.trials).at(-1);
  const thresholds = textsOf(flags.threshold);
  return {
    ...(trials !== undefined && { [`${block}.trials`]: trials }),
    ...(thresholds.length > 0 && { [`${block}.thresholds`]: JSON.stringify(thresholds) }),
  };
}
