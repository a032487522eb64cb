import type { MembershipPlan } from "../membership/membershipPlan.js";
import type { Plant } from "../plant.js";
import { type Command, type CounterModel, counterModel, mostOf } from "./commands.js";
import { type CountedFault, countedFaults } from "./faultCounters.js";
import { obstacles } from "./obstacles.js";
import { quorumModel } from "./quorumModel.js";
import { constants, type Rate, ratesOf, servedFormula } from "./rates.js";

/** A model in the language of PRISM and the properties to ask of it; or what of the plant cannot be written so. */
export type PrismModel =
  | { readonly model: string; readonly properties: string }
  | { readonly obstacles: readonly string[] };

/**
 * The exponential reading of a plant as a model one can read: nodes and slots are counted by what they do; where nodes vote,
 * those that work in each rack. Rates are
 * per hour; other laws become exponential with the same mean, and the header says which. Immediate activities are
 * carried out within the command that causes them. The model is written from the plant, not from the chain of the
 * enumerating reading, so that each checks the other.
 * @param horizon length of the mission in seconds, for the properties.
 */
export function prismModel(plant: Plant, title: string, horizon: number): PrismModel {
  const found = obstacles(plant);
  if (found.length > 0) return { obstacles: found };
  const { membership } = plant;
  if (membership) return quorumText(plant, membership, title, horizon);
  const faults = countedFaults(plant);
  const counted = counterModel(plant, faults);
  const queued = mixedQueue(plant, faults, counted);
  if (queued.length > 0) return { obstacles: queued };
  return { model: modelText(plant, title, faults, counted), properties: prismProperties(title, horizon) };
}

/** Repairs of different laws or ends that wait for the same crews: counters do not remember who came first. */
function mixedQueue(plant: Plant, faults: readonly CountedFault[], { counters }: CounterModel): string[] {
  if (plant.crews >= plant.classes[0]!.count) return [];
  const waiting = faults
    .filter(({ fault }) => fault.needsCrew)
    .flatMap((of) => [of.broken, of.restarting, of.restartingTaking]);
  const kinds = [...new Set(waiting)].filter((counter) => counters.has(counter));
  if (kinds.length <= 1) return [];
  return [
    `repairs of different kinds wait in one queue for ${plant.crews} crews, and counters do not remember its order`,
  ];
}

function modelText(plant: Plant, title: string, faults: readonly CountedFault[], counted: CounterModel): string {
  const served = servedFormula(plant, faults, counted.counters);
  const formulas = ["formula down = act<need;", `formula served = ${served};`];
  const rewards = rewardsOf(plant, counted.commands);
  const commands = counted.commands.map(commandText);
  const variables = COUNTERS.flatMap(([base, what]) => declarations(base, what, counted.counters));
  const body = [...formulas, ...variables, ...commands, ...rewards].join("\n");
  const uses = (name: string) => new RegExp(`\\b${name}\\b`).test(body);
  const rates = ratesOf(plant, faults, uses);
  return `${[
    ...header(plant, title, counted.counters, rates),
    "ctmc",
    ...constants(plant, rates, uses),
    "",
    ...formulas,
    "",
    "module cluster",
    ...variables,
    ...commands,
    "endmodule",
    "",
    'label "down" = down;',
    'label "degraded" = !down & served<1;',
    "",
    ...rewards,
  ].join("\n")}\n`;
}

/** Votes have their own form, and a property of their own. */
function quorumText(plant: Plant, plan: MembershipPlan, title: string, horizon: number): PrismModel {
  const model = quorumModel(plant, plan, (rates, lines) =>
    comments([
      oneLine(title),
      "Written by hasim: nodes that vote, counted in each rack by how many work.",
      "Rates are per hour, so times are hours.",
      ...lines,
      ...replacedLaws(rates),
    ]),
  );
  return { model, properties: `${prismProperties(title, horizon)}"partitioned": S=? [ "partitioned" ];\n` };
}

function header(
  { classes, slots }: Plant,
  title: string,
  counters: ReadonlySet<string>,
  rates: readonly Rate[],
): string[] {
  return comments([
    oneLine(title),
    `Written by hasim: work slots on nodes (${slots} on ${classes[0]!.count}), counted by what they do.`,
    "Rates are per hour, so times are hours.",
    "A node that holds a slot (served, in takeover or in manual recovery) fails, and its slot is lost.",
    ...(counters.has("sp") && counters.has("wt")
      ? ["A slot whose node was declared failed goes to an idle spare, else it waits for the next repaired node."]
      : []),
    ...(counters.has("sp")
      ? []
      : ["There are no idle spares: a slot waits for its node, or for the next one repaired."]),
    ...(rates.some(({ name }) => name === "shocks") ? ["A shock takes every working node at once."] : []),
    "What takes no time happens in the command that causes it.",
    ...replacedLaws(rates),
  ]);
}

const comments = (lines: readonly string[]): string[] => lines.map((line) => `// ${line}`);

function replacedLaws(rates: readonly Rate[]): string[] {
  const replaced = rates.filter(({ law }) => law.kind !== "exponential");
  if (replaced.length === 0) return [];
  const named = replaced.map(({ name, law }) => `${name} (${law.kind})`).join(", ");
  return [`Exponential with the same mean here, and other laws in the scenario: ${named}.`];
}

/** A title as the rest of a comment line. */
const oneLine = (title: string): string => title.replaceAll(/\s+/g, " ").trim();

/** What each counter counts, in the order of declaration; several of one kind carry the name of their fault. */
const COUNTERS: readonly (readonly [string, string])[] = [
  ["act", "slots served"],
  ["und", "slots lost, failure not yet detected"],
  ["utk", "slots lost in the middle of a takeover, failure not yet detected"],
  ["wt", "slots that wait for a healthy node"],
  ["tak", "takeovers running"],
  ["hum", "manual recoveries running"],
  ["res", "slots that stay on their node while it is repaired or restarted"],
  ["rtk", "slots that stay on their node likewise and are then taken over anew"],
  ["sp", "idle healthy spares"],
  ["spu", "idle spares failed, not yet detected"],
  ["rep", "nodes without a slot in repair or waiting for it"],
];

function declarations(base: string, what: string, counters: ReadonlySet<string>): string[] {
  const mine = [...counters].filter((counter) => counter === base || counter.startsWith(`${base}_`));
  return mine.map((counter) => {
    const start = counter === "act" ? "slots" : counter === "sp" ? "spares" : "0";
    return `  ${counter} : [0..${mostOf(counter)}] init ${start}; // ${what}${counter === base ? "" : ` (${counter.slice(base.length + 1)})`}`;
  });
}

function commandText({ action, when, rate, updates }: Command): string {
  return `  [${action}] ${when.join(" & ")} -> ${rate.join("*")} : ${updates.join("&")};`;
}

/** Rewards; an outage is counted on the commands that can begin one. */
function rewardsOf({ hosting }: Plant, commands: readonly Command[]): string[] {
  const begins = [
    ...(commands.some(({ action }) => action === "lost") ? ["[lost] act=need : 1;"] : []),
    ...(commands.some(({ action }) => action === "shock") ? ["[shock] !down : 1;"] : []),
  ];
  return [
    'rewards "down" down : 1; endrewards',
    `rewards "outages" ${begins.length > 0 ? begins.join(" ") : "false : 1;"} endrewards`,
    `rewards "served" ${hosting === "each" ? "true" : "!down"} : served; endrewards`,
    'rewards "time" true : 1; endrewards',
  ];
}

/**
 * The properties that correspond to hasim's figures, for a model with the labels and rewards above.
 * @param notes what else to say of the model, a comment line each.
 */
export function prismProperties(title: string, horizon: number, notes: readonly string[] = []): string {
  return `${[
    `// ${oneLine(title)}`,
    "// What hasim prints, as properties. Rates are per hour, so times are hours.",
    ...notes.map((note) => `// ${oneLine(note)}`),
    `const double T = ${horizon / 3600}; // length of the mission`,
    "",
    '"unavailability": S=? [ "down" ];',
    '"degradedShare": S=? [ "degraded" ];',
    '"served": R{"served"}=? [ S ];',
    '"outagesPerHour": R{"outages"}=? [ S ];',
    '"missionDowntime": R{"down"}=? [ C<=T ];',
    '"missionOutages": R{"outages"}=? [ C<=T ];',
    '"unreliability": P=? [ F<=T "down" ];',
    '"mttf": R{"time"}=? [ F "down" ];',
  ].join("\n")}\n`;
}
