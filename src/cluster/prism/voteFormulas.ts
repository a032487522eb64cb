import type { Ballot, Rack } from "./ballot.js";

/** A formula of the model: its name and what it stands for. */
export type Formula = readonly [name: string, text: string];

/**
 * Who has a quorum, as formulas over the working nodes of each rack (`up_`), the working lines of each link (`link_`) and
 * the witness: which racks are joined, the votes around each, whether the witness adds its own, and so `down`; `parted`
 * when working nodes do not all reach one another.
 */
export function voteFormulas(ballot: Ballot): Formula[] {
  const { voting, witness } = ballot;
  const each = (name: string, text: (ballot: Ballot, rack: Rack) => string) =>
    voting.map((rack): Formula => [`${name}_${rack.tag}`, text(ballot, rack)]);
  return [
    ...joins(ballot),
    ...each("votes", votesAround),
    ...(witness ? each("grant", granted) : []),
    ...each("quorum", enough),
    ["down", `!(${voting.map(({ tag }) => `quorum_${tag}`).join(" | ")})`],
    ["parted", pairs(voting).map(bothWorkApart).join(" | ") || "false"],
  ];
}

/** What the formulas become when a variable changes by one: those that it touches, anew, named after the event. */
export function formulasAfter(formulas: readonly Formula[], variable: string, by: string, event: string): Formula[] {
  const renamed = new Map([[variable, `(${variable}${by})`]]);
  const changed: Formula[] = [];
  for (const [name, text] of formulas) {
    const next = text.replaceAll(/[A-Za-z_]\w*/g, (word) => renamed.get(word) ?? word);
    if (next === text || name === "parted") continue;
    renamed.set(name, `${name}_after_${event}`);
    changed.push([`${name}_after_${event}`, next]);
  }
  return changed;
}

const pairs = <T>(all: readonly T[]): (readonly [T, T])[] =>
  all.flatMap((a, i) => all.slice(i + 1).map((b) => [a, b] as const));

/** The condition that two racks are joined; none for a rack and itself. */
function joined(a: Rack, b: Rack): string[] {
  if (a.place === b.place) return [];
  const [first, second] = a.place < b.place ? [a, b] : [b, a];
  return [`joined_${first.tag}_${second.tag}`];
}

const bothWorkApart = ([a, b]: readonly [Rack, Rack]): string =>
  [`up_${a.tag}>0`, `up_${b.tag}>0`, ...joined(a, b).map((yes) => `!${yes}`)].join(" & ");

/** Two racks are joined when every link of some way between them has a line that works. */
function joins({ racks, links, witness }: Ballot): Formula[] {
  const hop = (a: number, b: number): string => {
    const lines = links.filter(({ spec: { between } }) => between.includes(a) && between.includes(b));
    const works = lines.map(({ tag }) => `link_${tag}>0`).join(" | ");
    return lines.length > 1 ? `(${works})` : works;
  };
  const ways = (to: number, been: readonly number[]): string[][] => {
    const here = been.at(-1)!;
    if (here === to) return [[]];
    const nexts = racks.map(({ place }) => place).filter((next) => !been.includes(next) && hop(here, next) !== "");
    return nexts.flatMap((next) => ways(to, [...been, next]).map((rest) => [hop(here, next), ...rest]));
  };
  const ends = racks.filter(({ nodes, place }) => nodes > 0 || place === witness?.rack);
  return pairs(ends).map(([a, b]) => {
    const all = ways(b.place, [a.place]).sort((one, other) => one.length - other.length);
    return [joined(a, b)[0]!, all.map((way) => way.join(" & ")).join(" | ") || "false"];
  });
}

function votesAround({ voting }: Ballot, rack: Rack): string {
  const own = ({ tag, votes }: Rack) => (votes === 1 ? `up_${tag}` : `${votes}*up_${tag}`);
  const others = voting.filter((other) => other !== rack);
  return [own(rack), ...others.map((other) => `(${joined(rack, other)[0]} ? ${own(other)} : 0)`)].join("+");
}

/** Of the racks with working nodes that reach a working witness it favours one, and with it the group of that rack. */
function granted({ racks, voting, witness }: Ballot, rack: Rack): string {
  const first = witness!.grants === "first";
  const its = witness!.rack === undefined ? undefined : racks[witness!.rack]!;
  const asks = (one: Rack) => [`up_${one.tag}>0`, ...(its ? joined(one, its) : [])];
  const favoured = (other: Rack): string[] => {
    const earlier = other.place < rack.place;
    if (other === rack || (first && !earlier)) return [];
    const more = first ? [] : [`votes_${other.tag}${earlier ? ">=" : ">"}votes_${rack.tag}`];
    return [`!(${[...asks(other), ...more].join(" & ")})`];
  };
  return ["witness>0", ...asks(rack), ...voting.flatMap(favoured)].join(" & ");
}

/** More than half of all votes, or one half and the tie-breaker. */
function enough({ witness, tie }: Ballot, rack: Rack): string {
  const sum = witness ? `votes_${rack.tag}+(grant_${rack.tag} ? votesOfWitness : 0)` : `votes_${rack.tag}`;
  if (!tie) return `${sum}>=need`;
  const half = [`2*(${sum})=votesOfAll`, ...joined(rack, tie), `2*up_${tie.tag}>nodes_${tie.tag}`];
  return `${sum}>=need | ${half.join(" & ")}`;
}
