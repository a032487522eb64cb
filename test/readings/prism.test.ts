import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ARCHITECTURES } from "../../src/architectures/registry.js";
import { questionOf } from "../../src/cli/question.js";
import type { ClusterModel } from "../../src/cluster/model.js";
import type { Plant } from "../../src/cluster/plant.js";
import { prismModel } from "../../src/cluster/prism/prismModel.js";
import { spansSites } from "../../src/cluster/recovery/strategies.js";
import { immediate } from "../../src/kernel/laws/immediate.js";
import type { Model } from "../../src/kernel/model.js";
import { enumerate, TooManyStates } from "../../src/readings/enumerate/enumerate.js";
import { prismExplicit } from "../../src/readings/enumerate/prismExplicit.js";
import { type Draft, exponentialDraft, specOf } from "../architectures/specs.js";
import { readExplicit } from "./prismExplicitReader.js";
import { expectSame, figuresFromText, ourFigures } from "./prismFigures.js";
import { readProperties } from "./prismGrammar.js";
import { answer } from "./prismReader.js";

const HOUR = 3600;

const folder = fileURLToPath(new URL("../../scenarios/reference/", import.meta.url));
/** Between sites it is a matter of who is where, and storage fails beside nodes: counters say neither. */
const counted = ARCHITECTURES.filter(({ name }) => !spansSites(name));
const references = readdirSync(folder).filter(
  (name) =>
    name.endsWith(".yaml") &&
    !spansSites(reference(name).scenario.architecture) &&
    !reference(name).scenario.spec.storage,
);

function reference(name: string) {
  const { scenario, design } = questionOf(`${folder}${name}`, {});
  return { scenario, model: design.model as ClusterModel };
}

/** Properties not asked of a list of states: those over a horizon take their time, and it knows no partitions. */
const NOT_OF_STATES = /const double T[^\n]*|"(?:mission\w*|unreliability|partitioned)":[^\n]*/g;

describe("the text for PRISM, read by another reader", () => {
  it("there are reference scenarios to read", () => expect(references.length).toBeGreaterThan(10));

  describe.each(references)("of %s", (name) => {
    const { scenario, model } = reference(name);
    const text = prismModel(model.cluster.plant, scenario.title, scenario.horizon);
    const ours = ourFigures(model, scenario.horizon);

    it("says the same as hasim, within 1e-9", () => expectSame(figuresFromText(text), ours, 1e-9));

    it("says the same as a list of states", () => {
      if ("obstacles" in text) throw new Error("cannot be written");
      const files = new Map(prismExplicit(enumerate(model)).map(({ ending, text }) => [ending, text]));
      const properties = readProperties(text.properties.replaceAll(NOT_OF_STATES, ""));
      expect(properties.properties.size).toBe(5);
      expectSame(answer(readExplicit(files), properties), ours, 1e-9);
    });
  });

  it.each(counted)("says the same of any $name it can say, within 1e-9", (architecture) => {
    let written = 0;
    fc.assert(
      fc.property(
        exponentialDraft(architecture).map(architecture.name === "quorum" ? votesAlone : sayable),
        (draft) => {
          const model = architecture.design(specOf(draft)).model as ClusterModel;
          const text = prismModel(model.cluster.plant, "any plant", MISSION);
          const ours = "obstacles" in text ? null : figuresOfSmall(model);
          if (!ours) return;
          written++;
          expectSame(figuresFromText(text), ours, 1e-9);
        },
      ),
      { seed: 4, numRuns: 70 },
    );
    if (architecture.name !== "backup-and-restore") expect(written).toBeGreaterThan(8);
  });
});

const MISSION = 1000 * HOUR;

/** Of a chain that is solved in no time; null for others. */
function figuresOfSmall(model: Model): ReturnType<typeof ourFigures> | null {
  try {
    return ourFigures(model, MISSION, 100);
  } catch (error) {
    if (error instanceof TooManyStates) return null;
    throw error;
  }
}

/** A draft without what counters cannot say: classes that differ, parts that come in twos, unseen failures of spares. */
function sayable(draft: Draft): Draft {
  const [{ modes }] = draft.classes;
  const plain = modes.map((mode) => ({ ...mode, parts: { ...mode.parts, count: 1, need: 1 } }));
  return {
    ...draft,
    classes: [{ name: "a", count: draft.nodes, modes: plain }],
    crews: modes.filter(({ needsCrew }) => needsCrew).length > 1 ? Number.POSITIVE_INFINITY : draft.crews,
    standby: { ...draft.standby, latent: 0 },
  };
}

/** The same where votes are all that matters: one way to fail, seen at once, and leads that pass on at once. */
function votesAlone(draft: Draft): Draft {
  const { classes, ...rest } = sayable(draft);
  const now = { law: "immediate", mean: 0 } as const;
  const modes = classes[0].modes
    .slice(0, 1)
    .map((mode) => ({ ...mode, detection: now, recovery: "failover" as const }));
  return {
    ...rest,
    classes: classes.map((kind) => ({ ...kind, modes })),
    takeover: { law: now, coverage: 1, manual: now },
    standby: { ...draft.standby, factor: 1, latent: 0 },
    commonCause: undefined,
  };
}

describe("a text that says something else", () => {
  const { scenario, model } = reference("L4.yaml");
  const text = prismModel(model.cluster.plant, scenario.title, scenario.horizon);
  if ("obstacles" in text) throw new Error("cannot be written");
  const figures = (changed: string) => figuresFromText({ model: changed, properties: text.properties });
  const right = figures(text.model);

  /** Is a text refused, or does some figure differ? */
  function isNoticed(changed: string): boolean {
    try {
      return [...figures(changed)].some(
        ([name, value]) => value !== right.get(name) && !(Math.abs(value / right.get(name)! - 1) < 1e-9),
      );
    } catch {
      return true;
    }
  }

  it("the text itself is not noticed", () => expect(isNoticed(text.model)).toBe(false));

  it("is noticed when any rate or share is changed by a millionth", () => {
    const constants = text.model.match(/const double \w+ = [^;]+/g) ?? [];
    expect(constants.length).toBe(7);
    for (const constant of constants)
      expect(isNoticed(text.model.replace(constant, `${constant}*0.999999`))).toBe(true);
  });

  it("is noticed when any command is left out", () => {
    const commands = text.model.match(/^ {2}\[\w*\] .*$/gm) ?? [];
    expect(commands.length).toBe(12);
    for (const command of commands) expect(isNoticed(text.model.replace(command, ""))).toBe(true);
  });

  it.each([
    ["a construct the reader does not know", "ctmc", "ctmc\nglobal g : [0..1] init 0;"],
    ["another kind of model", "ctmc", "dtmc"],
    ["an unknown function", "min(rep,crews)", "floor(rep)"],
    ["a name that is not defined", "act*lam", "act*lambda"],
    ["a name defined twice", "formula down", "const int lam = 1; formula down"],
    ["a reserved name", "formula served", "formula rate"],
    ["a label of the language", 'label "down"', 'label "init"'],
    ["a missing semicolon", "act<need;", "act<need"],
    ["a reward for an action there is not", "[lost] act=need", "[found] act=need"],
    ["an update out of range, even where it is never reached", "min(slots,act+1)", "act+1"],
    ["a rate of nothing", "alpha = 1", "alpha = 0"],
    ["a condition that is a number", "act>0 ->", "act ->"],
    ["an integer of more than 32 bits", "1/4380", "1/4380000000000"],
  ])("is refused for %s", (_, from, to) => {
    expect(text.model).toContain(from);
    expect(() => figures(text.model.replace(from, to))).toThrow();
  });
});

describe("what counters cannot say is said", () => {
  const { model } = reference("L1.yaml");
  const { plant } = model.cluster;
  const [kind] = plant.classes;
  const [mode] = kind.modes;
  const whole = (part: Partial<Plant>) => prismModel({ ...plant, ...part }, "x", HOUR);

  it.each<[string, Partial<Plant>, RegExp]>([
    [
      "two classes",
      {
        classes: [
          { ...kind, name: "old", count: 1 },
          { ...kind, count: 1 },
        ],
      },
      /2 classes \(old, node\)/,
    ],
    [
      "parts",
      { classes: [{ ...kind, modes: [{ ...mode, parts: { ...mode.parts, count: 2 } }] }] },
      /2 parts .*"hardware"/,
    ],
    ["unseen failures", { standby: { ...plant.standby, latent: 0.1 } }, /unseen/],
    ["a rebuild", { rebuild: { declare: mode.repair, provision: mode.repair, restore: mode.repair } }, /rebuilt/],
    ["repairs that take no time", { classes: [{ ...kind, modes: [{ ...mode, repair: immediate() }] }] }, /no time/],
    [
      "a queue of different repairs",
      { classes: [{ ...kind, modes: [mode, { ...mode, name: "os", repair: mode.life }] }] },
      /one queue for 1 crews?/,
    ],
  ])("%s", (_, part, clause) => {
    const text = whole(part);
    expect("obstacles" in text && text.obstacles.join("; ")).toMatch(clause);
  });
});
