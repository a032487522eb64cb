import type { Argv } from "yargs";
import { PLATFORMS } from "../../cluster/protocols/registry.js";
import { drillText } from "../../report/drillText.js";
import { jsonText } from "../../report/jsonText.js";
import { junitXml } from "../../report/junit.js";
import type { Overrides } from "../../scenario/overrides.js";
import type { Scenario } from "../../scenario/scenario.js";
import { playDrill } from "../../study/drill.js";
import type { DrillResult } from "../../study/drillResult.js";
import { requireWritable, writeWhole } from "../files.js";
import { Exit, inputProblem } from "../outcome.js";
import { textStyle } from "../outputFlags.js";
import { scenarioRead } from "../question.js";
import { settingOverrides, textsOf } from "../settingFlags.js";

export const command = "drill [scenario]";
export const describe = "strike a platform with a fault: how long until it is detected, and until the service is back";

const platforms = Object.keys(PLATFORMS).join(", ");
const faults = [...new Set(Object.values(PLATFORMS).flatMap((protocol) => protocol.faults))].join(", ");

export const builder = (yargs: Argv): Argv => {
  const text = { type: "string", requiresArg: true } as const;
  return yargs
    .positional("scenario", { type: "string", describe: "scenario file with drill:; flags win over it" })
    .option("platform", { ...text, describe: platforms, group: "Drill:" })
    .option("fault", { ...text, describe: `${faults}; which of them, the platform says`, group: "Drill:" })
    .option("set", { ...text, describe: "a setting of the platform, repeatable: heartbeat=500ms", group: "Drill:" })
    .option("trials", { ...text, describe: "how often the fault is played: 1000", group: "Drill:" })
    .option("threshold", { ...text, describe: "what must hold, repeatable: 'ttr p99 < 5s'", group: "Drill:" })
    .option("rto", { ...text, describe: "objective: 30s asks for ttr p95 < 30s", group: "Drill:" })
    .option("seed", { ...text, describe: "any text; the same seed gives the same bytes", group: "Drill:" })
    .option("json", { type: "boolean", describe: "print the result as JSON", group: "Output:" })
    .option("junit", { ...text, describe: "write the thresholds as test cases to this .xml file", group: "Output:" })
    .example("$0 drill --platform etcd --fault kill --threshold 'ttr p95 < 3s'", "the leader of etcd is killed")
    .example("$0 drill --platform sentinel --fault partition --set downAfter=5s", "a setting changed") as Argv;
};

/** Plays a drill; 1 when a threshold does not hold. */
export async function handler(flags: Record<string, unknown>): Promise<number> {
  const junit = flags.junit as string | undefined;
  requireWritable(junit, [".xml"]);
  const result = played(flags.scenario as string | undefined, overridesOf(flags));
  if (junit) writeWhole(junit, junitXml(result));
  process.stdout.write(flags.json ? jsonText(result) : drillText(result, textStyle()));
  return result.passed ? Exit.DONE : Exit.MISSED;
}

function played(file: string | undefined, overrides: Overrides): DrillResult {
  const scenario = scenarioOf(file, overrides);
  if (!scenario.drill)
    throw inputProblem(file ?? "drill", "has no drill: block", "drill: {platform: etcd, fault: kill}");
  try {
    return playDrill(scenario, scenario.drill);
  } catch (error) {
    if (error instanceof RangeError) throw inputProblem(file ?? "--set", error.message);
    throw error;
  }
}

function scenarioOf(file: string | undefined, overrides: Overrides): Scenario {
  const platform = overrides["drill.platform"];
  const fault = overrides["drill.fault"];
  if (file === undefined && platform === undefined)
    throw inputProblem("--platform", `say what to strike: a scenario file or one of ${platforms}`, "--platform etcd");
  if (file === undefined && fault === undefined)
    throw inputProblem("--fault", `say what befalls it: one of ${faults}`, "--fault kill");
  return scenarioRead(file, `${platform}, ${fault}`, overrides).scenario;
}

/** Flags that stand for one field of the scenario. */
const FIELDS: Readonly<Record<string, string>> = {
  platform: "drill.platform",
  fault: "drill.fault",
  trials: "drill.trials",
  rto: "objectives.rto",
  seed: "seed",
};

function overridesOf(flags: Readonly<Record<string, unknown>>): Overrides {
  const overrides: Record<string, string> = {};
  for (const [flag, field] of Object.entries(FIELDS)) {
    const given = textsOf(flags[flag]).at(-1);
    if (given !== undefined) overrides[field] = given;
  }
  Object.assign(overrides, settingOverrides(flags.set, "drill.settings"));
  const thresholds = textsOf(flags.threshold);
  if (thresholds.length > 0) overrides["drill.thresholds"] = JSON.stringify(thresholds);
  return overrides;
}
