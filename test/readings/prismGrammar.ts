/**
 * Reads the part of the PRISM language that hasim writes, and nothing else: whatever it does not know is an error.
 * It shares no code with src/, so that what it makes of a text proves the text.
 */

export type Expression =
  | { readonly is: "value"; readonly value: number | boolean }
  | { readonly is: "name"; readonly name: string }
  | { readonly is: "apply"; readonly operator: string; readonly to: readonly Expression[] };

interface Variable {
  readonly module: string;
  readonly name: string;
  readonly low: Expression;
  readonly high: Expression;
  readonly start: Expression;
}

export interface Command {
  /** The module it is part of, which alone it may change. */
  readonly module: string;
  readonly action: string;
  readonly guard: Expression;
  readonly updates: readonly { readonly rate: Expression; readonly sets: readonly (readonly [string, Expression])[] }[];
}

/** A reward for a time in a state, or (with an action) for a transition. */
export interface RewardItem {
  readonly action?: string;
  readonly guard: Expression;
  readonly reward: Expression;
}

export interface ModelText {
  readonly constants: ReadonlyMap<string, { readonly type: string; readonly value: Expression }>;
  readonly formulas: ReadonlyMap<string, Expression>;
  readonly variables: readonly Variable[];
  readonly commands: readonly Command[];
  readonly labels: ReadonlyMap<string, Expression>;
  readonly rewards: ReadonlyMap<string, readonly RewardItem[]>;
}

/** What a property asks: P, S or R of a label or a reward structure; `bound` is a time. */
interface Property {
  readonly asks: "S label" | "S reward" | "C reward" | "F label" | "F reward";
  readonly label: string;
  readonly reward: string;
  readonly bound: Expression | null;
}

export interface PropertiesText {
  readonly constants: ModelText["constants"];
  readonly properties: ReadonlyMap<string, Property>;
}

const WORD = /[A-Za-z_]\w*/y;
const SIGNS = [
  /\s+|\/\/[^\n]*/y,
  /\d+(?=\.\.)|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y,
  WORD,
  /"[A-Za-z_]\w*"/y,
  /->|\.\.|<=|>=|!=|=\?|[-+*/=<>&|!?:;,(){}[\]']/y,
];

function signs(text: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length; ) {
    let next = at;
    for (const [kind, pattern] of SIGNS.entries()) {
      pattern.lastIndex = at;
      const match = pattern.exec(text)?.[0];
      if (match === undefined) continue;
      if (kind > 0) found.push(match);
      next = at + match.length;
      break;
    }
    if (next === at) throw new Error(`no sign of the language: ${JSON.stringify(text.slice(at, at + 20))}`);
    at = next;
  }
  return found;
}

/** Words that name nothing, from the manual ("The PRISM Language / Introduction"). */
const RESERVED = new Set(
  `A bool clock const ctmc C double dtmc E endinit endinvariant endmodule endobservables endrewards endsystem false
  formula filter func F global G init invariant I int label max mdp min module X nondeterministic observable
  observables of Pmax Pmin P pomdp popta probabilistic prob pta rate rewards Rmax Rmin R S stochastic system true U W
  `.split(/\s+/),
);

/** The model of a text. @throws Error at the first thing that is not of the language. */
export function readModel(text: string): ModelText {
  return new Reader(text).model();
}

/** The properties of a text. @throws Error likewise. */
export function readProperties(text: string): PropertiesText {
  return new Reader(text).properties();
}

class Reader {
  private readonly words: readonly string[];
  private at = 0;
  private readonly names = new Set<string>();

  constructor(text: string) {
    this.words = signs(text);
  }

  model(): ModelText {
    const constants: Map<string, { type: string; value: Expression }> = new Map();
    const formulas = new Map<string, Expression>();
    const variables: Variable[] = [];
    const commands: Command[] = [];
    const labels = new Map<string, Expression>();
    const rewards = new Map<string, RewardItem[]>();
    this.take("ctmc");
    while (this.at < this.words.length) {
      const part = this.next();
      if (part === "const") constants.set(...this.constant());
      else if (part === "formula") formulas.set(this.newName(), this.definition());
      else if (part === "label") labels.set(this.quoted(labels), this.definition());
      else if (part === "rewards") rewards.set(this.quoted(rewards), this.rewardItems());
      else if (part === "module") this.module(variables, commands);
      else throw new Error(`"${part}" begins no part of a model`);
    }
    checkModules(variables, commands);
    return { constants, formulas, variables, commands, labels, rewards };
  }

  properties(): PropertiesText {
    const constants: Map<string, { type: string; value: Expression }> = new Map();
    const properties = new Map<string, Property>();
    while (this.at < this.words.length) {
      if (this.accept("const")) constants.set(...this.constant());
      else properties.set(this.quoted(properties), this.property());
    }
    return { constants, properties };
  }

  private property(): Property {
    this.take(":");
    const operator = this.next();
    let reward = "";
    if (operator === "R") {
      this.take("{");
      reward = this.quoted();
      this.take("}");
    }
    this.take("=?");
    this.take("[");
    const asked = this.asked(operator, reward);
    this.take("]");
    this.take(";");
    return asked;
  }

  private asked(operator: string, reward: string): Property {
    const is = (asks: Property["asks"], label: string, bound: Expression | null = null): Property => ({
      asks,
      label,
      reward,
      bound,
    });
    if (operator === "S") return is("S label", this.quoted());
    const path = this.next();
    if (operator === "P" && path === "F") {
      const bound = this.bound();
      return is("F label", this.quoted(), bound);
    }
    if (operator === "R" && path === "S") return is("S reward", "");
    if (operator === "R" && path === "C") return is("C reward", "", this.bound());
    if (operator === "R" && path === "F") return is("F reward", this.quoted());
    throw new Error(`"${operator} ${path}" asks nothing`);
  }

  private bound(): Expression {
    this.take("<=");
    return this.primary();
  }

  private constant(): [string, { type: string; value: Expression }] {
    const type = this.next();
    if (type !== "int" && type !== "double") throw new Error(`a constant is int or double, not "${type}"`);
    return [this.newName(), { type, value: this.definition() }];
  }

  private definition(): Expression {
    this.take("=");
    const is = this.expression();
    this.take(";");
    return is;
  }

  private module(variables: Variable[], commands: Command[]): void {
    const module = this.newName();
    const before = commands.length;
    while (!this.accept("endmodule")) {
      if (this.peek() === "[") commands.push(this.command(module));
      else if (commands.length === before) variables.push(this.variable(module));
      else throw new Error("variables come before commands");
    }
  }

  private variable(module: string): Variable {
    const name = this.newName();
    this.take(":");
    this.take("[");
    const low = this.expression();
    this.take("..");
    const high = this.expression();
    this.take("]");
    this.take("init");
    const start = this.expression();
    this.take(";");
    return { module, name, low, high, start };
  }

  private command(module: string): Command {
    const action = this.action();
    const guard = this.expression();
    this.take("->");
    const updates: { rate: Expression; sets: (readonly [string, Expression])[] }[] = [];
    do {
      const rate = this.sum();
      this.take(":");
      const sets: (readonly [string, Expression])[] = [];
      do sets.push(this.set());
      while (this.accept("&"));
      updates.push({ rate, sets });
    } while (this.accept("+"));
    this.take(";");
    return { module, action, guard, updates };
  }

  private set(): readonly [string, Expression] {
    this.take("(");
    const name = this.name();
    this.take("'");
    this.take("=");
    const value = this.expression();
    this.take(")");
    return [name, value];
  }

  private action(): string {
    this.take("[");
    const action = this.peek() === "]" ? "" : this.name();
    this.take("]");
    return action;
  }

  private rewardItems(): RewardItem[] {
    const items: RewardItem[] = [];
    while (!this.accept("endrewards")) {
      const action = this.peek() === "[" ? { action: this.action() } : {};
      const guard = this.expression();
      this.take(":");
      items.push({ ...action, guard, reward: this.expression() });
      this.take(";");
    }
    if (items.length === 0) throw new Error("a reward structure without rewards");
    return items;
  }

  /** Loosest first, as in the manual: `? :`, `|`, `&`, `!`, comparisons, `+ -`, `* /`, and a sign or what it stands before. */
  private expression(): Expression {
    const condition = this.or();
    if (!this.accept("?")) return condition;
    const yes = this.or();
    this.take(":");
    return apply("?", condition, yes, this.expression());
  }

  private or(): Expression {
    return this.leftToRight(["|"], () => this.and());
  }

  private and(): Expression {
    return this.leftToRight(["&"], () => this.not());
  }

  private not(): Expression {
    return this.accept("!") ? apply("!", this.not()) : this.comparison();
  }

  private comparison(): Expression {
    const left = this.sum();
    for (const operator of ["=", "!=", "<", "<=", ">", ">="])
      if (this.accept(operator)) return apply(operator, left, this.sum());
    return left;
  }

  private sum(): Expression {
    return this.leftToRight(["+", "-"], () => this.product());
  }

  private product(): Expression {
    return this.leftToRight(["*", "/"], () => this.primary());
  }

  private primary(): Expression {
    const word = this.next();
    if (word === "-") return apply("negative", this.primary());
    if (word === "true" || word === "false") return { is: "value", value: word === "true" };
    if (/^[\d.]/.test(word)) return { is: "value", value: number(word) };
    if (word === "min" || word === "max") return this.function(word);
    if (word !== "(") {
      this.at--;
      return { is: "name", name: this.name() };
    }
    const inside = this.expression();
    this.take(")");
    return inside;
  }

  private function(operator: string): Expression {
    this.take("(");
    const to = [this.expression()];
    while (this.accept(",")) to.push(this.expression());
    this.take(")");
    return { is: "apply", operator, to };
  }

  private leftToRight(operators: readonly string[], part: () => Expression): Expression {
    let left = part();
    for (
      let found = operators.find((one) => this.accept(one));
      found;
      found = operators.find((one) => this.accept(one))
    ) {
      left = apply(found, left, part());
    }
    return left;
  }

  private name(): string {
    const word = this.next();
    WORD.lastIndex = 0;
    if (WORD.exec(word)?.[0] !== word || RESERVED.has(word)) throw new Error(`"${word}" is no name`);
    return word;
  }

  private newName(): string {
    const name = this.name();
    if (this.names.has(name)) throw new Error(`"${name}" is defined twice`);
    this.names.add(name);
    return name;
  }

  private quoted(taken?: ReadonlyMap<string, unknown>): string {
    const word = this.next();
    if (!word.startsWith('"')) throw new Error(`${word} should be in quotes`);
    const name = word.slice(1, -1);
    if (taken?.has(name)) throw new Error(`${word} is defined twice`);
    if (taken && (name === "init" || name === "deadlock")) throw new Error(`${word} is defined already`);
    return name;
  }

  private peek(): string {
    return this.words[this.at] ?? "the end";
  }

  private next(): string {
    const word = this.words[this.at++];
    if (word === undefined) throw new Error("the text ends too soon");
    return word;
  }

  private accept(word: string): boolean {
    if (this.words[this.at] !== word) return false;
    this.at++;
    return true;
  }

  private take(word: string): void {
    const found = this.next();
    if (found !== word) throw new Error(`"${found}" stands where "${word}" should`);
  }
}

/** A module sets its own variables only; an action of two modules would be one step of both, which nothing here writes. */
function checkModules(variables: readonly Variable[], commands: readonly Command[]): void {
  const owner = new Map(variables.map(({ name, module }) => [name, module]));
  const actor = new Map<string, string>();
  for (const { module, action, updates } of commands) {
    for (const [name] of updates.flatMap(({ sets }) => sets))
      if (owner.get(name) !== module) throw new Error(`module ${module} sets ${name}, which is not its own`);
    if (action !== "" && (actor.get(action) ?? module) !== module) throw new Error(`[${action}] is in two modules`);
    actor.set(action, module);
  }
}

const apply = (operator: string, ...to: Expression[]): Expression => ({ is: "apply", operator, to });

/** Whole numbers have 32 bits. */
function number(word: string): number {
  if (/^\d+$/.test(word) && Number(word) >= 2 ** 31) throw new Error(`${word} is too large for an integer`);
  return Number(word);
}
