import { type Chain, expectedOver, longRunMean, untilReached } from "./plainSolver.js";
import type { Command, Expression, ModelText, PropertiesText, RewardItem } from "./prismGrammar.js";

type Value = number | boolean;
type Lookup = (name: string) => Value;

/** The chain a model text means: its states are found from the start, its labels and rewards are looked at in each. */
export interface BuiltChain extends Chain {
  readonly labels: ReadonlyMap<string, Uint8Array>;
  /** Reward structures as rates: what is earned in a state an hour, transitions included. */
  readonly rewards: ReadonlyMap<string, Float64Array>;
}

/** Builds the chain of a model. @throws Error where PRISM would: wrong types, values out of range, rates not above zero. */
export function buildChain(model: ModelText): BuiltChain {
  const constants = constantsOf(model);
  const fixed = (name: string): Value => constants.get(name) ?? refuse(`"${name}" is not defined`);
  const variables = model.variables.map(({ name, low, high, start }) => ({
    name,
    low: whole(evaluate(low, fixed)),
    high: whole(evaluate(high, fixed)),
    start: whole(evaluate(start, fixed)),
  }));
  const place = new Map(variables.map(({ name }, i) => [name, i]));
  let state: readonly number[] = [];
  const lookup: Lookup = (name) => {
    const at = place.get(name);
    if (at !== undefined) return state[at];
    const formula = model.formulas.get(name);
    return formula ? evaluate(formula, lookup) : fixed(name);
  };
  const inState = <T>(here: readonly number[], ask: () => T): T => {
    state = here;
    return ask();
  };
  const leave = (here: readonly number[], command: Command): { rate: number; to: readonly number[] }[] =>
    inState(here, () => {
      if (!truth(evaluate(command.guard, lookup))) return [];
      return command.updates.map(({ rate, sets }) => {
        const to = [...here];
        for (const [name, value] of sets)
          to[place.get(name) ?? refuse(`no variable ${name}`)] = whole(evaluate(value, lookup));
        return { rate: positive(evaluate(rate, lookup)), to: inRange(to) };
      });
    });
  const inRange = (values: readonly number[]) => {
    for (const [i, { name, low, high }] of variables.entries()) {
      if (values[i] < low || values[i] > high) refuse(`${name} = ${values[i]} is out of range`);
    }
    return values;
  };
  for (const command of model.commands) {
    for (const here of corner(variables, touched(command, model, place))) leave(here, command);
  }

  const ids = new Map<string, number>();
  const states: (readonly number[])[] = [];
  const idOf = (values: readonly number[]): number => {
    const key = values.join();
    if (!ids.has(key)) ids.set(key, states.push(values) - 1);
    return ids.get(key) as number;
  };
  idOf(inRange(variables.map(({ start }) => start)));
  const edges: { from: number; to: number; rate: number; action: string }[] = [];
  for (let s = 0; s < states.length; s++) {
    for (const command of model.commands) {
      for (const { rate, to } of leave(states[s], command))
        edges.push({ from: s, to: idOf(to), rate, action: command.action });
    }
  }
  const earned = (items: readonly RewardItem[]) => {
    const rates = new Float64Array(states.length);
    const worth = ({ guard, reward }: RewardItem, s: number) =>
      inState(states[s], () => (truth(evaluate(guard, lookup)) ? numeric(evaluate(reward, lookup)) : 0));
    for (const item of items) {
      if (item.action === undefined) for (const s of states.keys()) rates[s] += worth(item, s);
      else if (edges.every(({ action }) => action !== item.action)) refuse(`no transition is called [${item.action}]`);
      else
        for (const { from, rate, action } of edges) if (action === item.action) rates[from] += rate * worth(item, from);
    }
    return rates;
  };
  const holds = (label: Expression) =>
    Uint8Array.from(states, (here) => inState(here, () => (truth(evaluate(label, lookup)) ? 1 : 0)));
  return {
    states: states.length,
    edges: edges.filter(({ from, to }) => from !== to),
    labels: new Map([...model.labels].map(([name, label]) => [name, holds(label)])),
    rewards: new Map([...model.rewards].map(([name, items]) => [name, earned(items)])),
  };
}

/** The value of each property, in hours. */
export function answer(chain: BuiltChain, text: PropertiesText): Map<string, number> {
  const constants = constantsOf({ constants: text.constants });
  const bound = (of: Expression | null) =>
    numeric(evaluate(of ?? refuse("no bound"), (name) => constants.get(name) ?? refuse(name)));
  const label = (name: string) => chain.labels.get(name) ?? refuse(`no label "${name}"`);
  const reward = (name: string) => chain.rewards.get(name) ?? refuse(`no rewards "${name}"`);
  const entering = (name: string) => {
    const inside = label(name);
    const rates = new Float64Array(chain.states);
    for (const { from, to, rate } of chain.edges) if (!inside[from] && inside[to]) rates[from] += rate;
    return { inside, rates, edges: chain.edges.filter(({ from }) => !inside[from]) };
  };
  const values = new Map<string, number>();
  for (const [name, asked] of text.properties) {
    switch (asked.asks) {
      case "S label":
        values.set(name, longRunMean(chain, Float64Array.from(label(asked.label))));
        break;
      case "S reward":
        values.set(name, longRunMean(chain, reward(asked.reward)));
        break;
      case "C reward":
        values.set(name, expectedOver(chain, reward(asked.reward), bound(asked.bound)));
        break;
      case "F label": {
        const { rates, edges } = entering(asked.label);
        values.set(name, expectedOver({ states: chain.states, edges }, rates, bound(asked.bound)));
        break;
      }
      case "F reward":
        values.set(name, untilReached(chain, label(asked.label), reward(asked.reward)));
    }
  }
  return values;
}

function constantsOf({ constants }: Pick<ModelText, "constants">): Map<string, Value> {
  const values = new Map<string, Value>();
  for (const [name, { type, value }] of constants) {
    const is = numeric(evaluate(value, (other) => values.get(other) ?? refuse(`"${other}" is not defined`)));
    values.set(name, type === "int" ? whole(is) : is);
  }
  return values;
}

function evaluate(expression: Expression, lookup: Lookup): Value {
  if (expression.is === "value") return expression.value;
  if (expression.is === "name") return lookup(expression.name);
  const { operator, to } = expression;
  if (operator === "?") return evaluate(truth(evaluate(to[0], lookup)) ? to[1] : to[2], lookup);
  const values = to.map((part) => evaluate(part, lookup));
  if (operator === "!") return !truth(values[0]);
  if (operator === "&") return truth(values[0]) && truth(values[1]);
  if (operator === "|") return truth(values[0]) || truth(values[1]);
  const [a, b] = values.map(numeric);
  switch (operator) {
    case "negative":
      return -a;
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return b === 0 ? refuse("divides by zero") : a / b;
    case "=":
      return a === b;
    case "!=":
      return a !== b;
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
    case "min":
      return Math.min(...values.map(numeric));
    case "max":
      return Math.max(...values.map(numeric));
  }
  return refuse(`no operator "${operator}"`);
}

/** The variables a command looks at or sets. */
function touched(
  { guard, updates }: Command,
  { formulas }: ModelText,
  place: ReadonlyMap<string, number>,
): Set<number> {
  const found = new Set<number>();
  const look = (expression: Expression): void => {
    if (expression.is === "apply") expression.to.forEach(look);
    if (expression.is !== "name") return;
    const formula = formulas.get(expression.name);
    if (formula) look(formula);
    const at = place.get(expression.name);
    if (at !== undefined) found.add(at);
  };
  look(guard);
  for (const { rate, sets } of updates) {
    look(rate);
    for (const [name, value] of sets) {
      look({ is: "name", name });
      look(value);
    }
  }
  return found;
}

/** All values of the variables at the given places, or, where they are many, those near the ends of their ranges. */
function corner(
  variables: readonly { low: number; high: number; start: number }[],
  places: ReadonlySet<number>,
): number[][] {
  const few = [...places].reduce((count, i) => count * (variables[i].high - variables[i].low + 1), 1) < 3_000;
  let all: number[][] = [variables.map(({ start }) => start)];
  for (const i of places) {
    const { low, high } = variables[i];
    const values = few ? Array.from({ length: high - low + 1 }, (_, k) => low + k) : [...new Set([low, low + 1, high])];
    all = all.flatMap((here) => values.map((value) => here.with(i, value)));
  }
  return all;
}

function refuse(why: string): never {
  throw new Error(why);
}

const truth = (value: Value): boolean => (typeof value === "boolean" ? value : refuse(`${value} is no truth value`));
const numeric = (value: Value): number =>
  typeof value === "number" && Number.isFinite(value) ? value : refuse(`${value} is no number`);
const whole = (value: Value): number => (Number.isInteger(value) ? (value as number) : refuse(`${value} is not whole`));
const positive = (value: Value): number => (numeric(value) > 0 ? (value as number) : refuse(`a rate of ${value}`));
