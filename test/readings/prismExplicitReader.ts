import type { BuiltChain } from "./prismReader.js";

/** Reads the explicit files of a chain, by the ends of their names, as PRISM's manual gives their form. @throws Error */
export function readExplicit(files: ReadonlyMap<string, string>): BuiltChain {
  const rows = (ending: string) => {
    const text = files.get(ending);
    if (!text?.endsWith("\n")) throw new Error(`${ending} is missing or has no last line`);
    return text.slice(0, -1).split("\n");
  };
  const [size, ...transitions] = rows(".tra").map((row) => row.split(" ").map(Number));
  const [states, count] = size;
  if (transitions.length !== count) throw new Error(`.tra has ${transitions.length} transitions, not ${count}`);
  const [names, ...found] = rows(".sta");
  if (names !== "(s)" || found.some((row, s) => row !== `${s}:(${s})`) || found.length !== states)
    throw new Error(".sta");
  const edges = transitions.map(([from, to, rate]) => {
    if (!(from < states && to < states && from !== to && rate > 0)) throw new Error(`.tra: ${from} ${to} ${rate}`);
    return { from, to, rate };
  });
  const [declared, ...labelled] = rows(".lab");
  const labels = new Map(
    declared.split(" ").map((word, i) => {
      const [, number, name] = /^(\d+)="(\w+)"$/.exec(word) ?? [];
      if (Number(number) !== i) throw new Error(`.lab: ${word}`);
      return [name, new Uint8Array(states)];
    }),
  );
  const inOrder = [...labels.values()];
  for (const row of labelled) {
    const [, state, which] = /^(\d+): ([\d ]+)$/.exec(row) ?? [];
    for (const label of which.split(" ")) inOrder[Number(label)][Number(state)] = 1;
  }
  if (labels.get("init")?.join("") !== `1${"0".repeat(states - 1)}`)
    throw new Error(".lab: state 0 alone is the first");
  const rewards = new Map<string, Float64Array>();
  for (const ending of [...files.keys()].filter((one) => one.endsWith(".srew"))) {
    const [head, kind, sizes, ...values] = rows(ending);
    const [, name] = /^# Reward structure: "(\w+)"$/.exec(head) ?? [];
    if (name === undefined || kind !== "# State rewards" || sizes !== `${states} ${values.length}`)
      throw new Error(ending);
    const reward = new Float64Array(states);
    for (const row of values) reward[Number(row.split(" ")[0])] = Number(row.split(" ")[1]);
    rewards.set(name, reward);
  }
  return { states, edges, labels, rewards };
}
