import type { Bound, Wiring } from "./part.js";

interface Named<S, G> {
  readonly name: string;
  readonly does: Bound<S, G>;
}

/** Joins the bound parts: every signal gets its listeners and every gate its answers, in the order the wiring gives. */
export function connect<S, G>(wiring: Wiring<S, G>, bound: readonly Named<S, G>[], signals: S, gates: G): void {
  for (const name of keysOf(wiring.signals)) {
    signals[name] = toAll(inOrder(bound, wiring.signals[name], ({ hears }) => hears?.[name])) as S[typeof name];
  }
  for (const name of keysOf(wiring.gates)) {
    const { asks, otherwise } = wiring.gates[name];
    gates[name] = toFirst(
      inOrder(bound, asks, ({ answers }) => answers?.[name]),
      otherwise,
    ) as G[typeof name];
  }
}

const keysOf = <T extends object>(of: T): (keyof T)[] => Object.keys(of) as (keyof T)[];

type Call = (...args: readonly number[]) => unknown;

/** What the parts have for a signal or gate: those the wiring names first, in its order, then the others in theirs. */
function inOrder<S, G>(
  bound: readonly Named<S, G>[],
  order: readonly string[],
  pick: (does: Bound<S, G>) => unknown,
): Call[] {
  const rank = ({ name }: Named<S, G>) => (order.includes(name) ? order.indexOf(name) : order.length);
  const sorted = [...bound].sort((a, b) => rank(a) - rank(b));
  return sorted.map(({ does }) => pick(does) as Call | undefined).filter((call) => call !== undefined);
}

const nothing = () => {};

/** One call that calls them all. Most signals have one listener, which is then called itself. */
function toAll(calls: readonly Call[]): unknown {
  const [first, second, ...more] = calls;
  if (!first) return nothing;
  if (!second) return first;
  if (more.length === 0) {
    return (a: number, b: number, c: number, d: number) => {
      first(a, b, c, d);
      second(a, b, c, d);
    };
  }
  return (a: number, b: number, c: number, d: number) => {
    for (const call of calls) call(a, b, c, d);
  };
}

/** One call that asks them until one answers. */
function toFirst(calls: readonly Call[], otherwise: unknown): unknown {
  const [first, ...more] = calls;
  if (!first) return otherwise;
  if (more.length === 0) {
    return (a: number, b: number, c: number, d: number) => first(a, b, c, d) ?? (otherwise as Call)(a, b, c, d);
  }
  return (a: number, b: number, c: number, d: number) => {
    for (const call of calls) {
      const answer = call(a, b, c, d);
      if (answer !== undefined) return answer;
    }
    return (otherwise as Call)(a, b, c, d);
  };
}
