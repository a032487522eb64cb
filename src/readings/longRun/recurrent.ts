import type { Transitions } from "../enumerate/chain.js";

/**
 * The states that a chain which begins in state 0 visits for ever, in their order: those reached from state 0 that can
 * be reached again from everywhere they lead to.
 * @throws Error when there are two such sets: a long run then depends on chance and has no single value.
 */
export function recurrentStates(chain: Transitions): number[] {
  const component = components(chain);
  const closed = new Map<number, number[]>();
  for (let s = 0; s < chain.states; s++) {
    if (component[s]! < 0) continue;
    const list = closed.get(component[s]!);
    if (list) list.push(s);
    else closed.set(component[s]!, [s]);
  }
  for (let s = 0; s < chain.states; s++) {
    if (component[s]! < 0) continue;
    for (let e = chain.firstEdge[s]!; e < chain.firstEdge[s + 1]!; e++) {
      if (component[chain.target[e]!] !== component[s]) closed.delete(component[s]!);
    }
  }
  if (closed.size !== 1)
    throw new Error(`the chain ends in ${closed.size} different sets of states; it has no single long run`);
  return [...closed.values()][0]!;
}

/**
 * Strongly connected components of what is reached from state 0, by Tarjan's algorithm (SIAM J. Comput. 1(2), 1972),
 * without recursion; −1 elsewhere. Edges lead to components of lower numbers.
 */
export function components(chain: Transitions): Int32Array {
  const component = new Int32Array(chain.states).fill(-1);
  const index = new Int32Array(chain.states).fill(-1);
  const low = new Int32Array(chain.states);
  const edge = chain.firstEdge.slice();
  const stack: number[] = [];
  const path: number[] = [0];
  let seen = 0;
  let count = 0;
  while (path.length > 0) {
    const s = path[path.length - 1]!;
    if (index[s]! < 0) {
      index[s] = low[s] = seen++;
      stack.push(s);
    }
    const e = edge[s]!++;
    if (e < chain.firstEdge[s + 1]!) {
      const t = chain.target[e]!;
      if (index[t]! < 0) path.push(t);
      else if (component[t]! < 0) low[s] = Math.min(low[s]!, index[t]!);
      continue;
    }
    path.pop();
    const parent = path[path.length - 1];
    if (parent !== undefined) low[parent] = Math.min(low[parent]!, low[s]!);
    if (low[s] === index[s]) count = close(s, stack, component, count);
  }
  return component;
}

function close(s: number, stack: number[], component: Int32Array, count: number): number {
  for (let t = stack.pop()!; ; t = stack.pop()!) {
    component[t] = count;
    if (t === s) return count + 1;
  }
}
