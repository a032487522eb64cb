import { fileURLToPath } from "node:url";
import fc, { type Arbitrary } from "fast-check";
import { describe, expect, it } from "vitest";
import { quorum } from "../../src/architectures/quorum.js";
import { questionOf } from "../../src/cli/question.js";
import type { MembershipPlan } from "../../src/cluster/membership/membershipPlan.js";
import type { ClusterModel } from "../../src/cluster/model.js";
import type { LinkSpec, NetworkSpec } from "../../src/cluster/network/networkSpec.js";
import type { Plant } from "../../src/cluster/plant.js";
import { obstacles } from "../../src/cluster/prism/obstacles.js";
import { prismModel } from "../../src/cluster/prism/prismModel.js";
import type { QuorumSpec } from "../../src/cluster/quorum/quorumSpec.js";
import type { ClusterSpec, FailureModeSpec } from "../../src/cluster/spec.js";
import { exponential } from "../../src/kernel/laws/exponential.js";
import { immediate } from "../../src/kernel/laws/immediate.js";
import { expectSame, figuresFromText, ourFigures } from "./prismFigures.js";

const HOUR = 3600;
const hours = (mean: number) => exponential({ mean: mean * HOUR });
const now = immediate();

const reference = (name: string) =>
  questionOf(fileURLToPath(new URL(`../../scenarios/reference/${name}.yaml`, import.meta.url)), {});

function textOf(plant: Plant, title = "votes", horizon = 300 * HOUR) {
  const text = prismModel(plant, title, horizon);
  if ("obstacles" in text) throw new Error(text.obstacles.join("; "));
  return text;
}

/**
 * Static-majority quorum over two racks, as a Markov chain; solved with PRISM 4.10 and with an independent elimination without
 * subtraction (Grassmann, Taksar & Heyman, 1985). Times in hours.
 */
const PUBLISHED = {
  Q1: [7.1260314437316e-5, 0.00099498932837683, 0.62376120648384, 0.22671756504037, 34059.965369258],
  Q2: [1.344994405729e-5, 0.0009989689066709, 0.11775088358361, 0.080221400358724, 104717.5915204],
} as const;
const NAMES = ["unavailability", "partitioned", "missionDowntime", "unreliability", "mttf"];

describe.each(["Q1", "Q2"] as const)("the text of %s for PRISM", (name) => {
  const { scenario, design } = reference(name);
  const text = textOf((design.model as ClusterModel).cluster.plant, scenario.title, scenario.horizon);
  const published = new Map(PUBLISHED[name].map((value, i) => [NAMES[i], value]));

  it("gives the published figures within 1e-9", () => expectSame(published, figuresFromText(text), 1e-9));

  it("gives others when any rate, crew or command is another", () => {
    const unlike = (from: string, to: string) => {
      expect(text.model).toContain(from);
      const model = text.model.replace(from, to);
      expect(() => expectSame(published, figuresFromText({ ...text, model }), 1e-9), `${from} > ${to}`).toThrow();
    };
    const rates = text.model.match(/const double \w+ = [^;]+/g) ?? [];
    const commands = text.model.match(/^ {2}\[\w*\] .* -> .*$/gm) ?? [];
    expect([rates.length, commands.length]).toEqual([4, 6]);
    for (const rate of rates) unlike(rate, `${rate}*0.999999`);
    for (const command of commands) unlike(command, "");
    unlike("crews_A = 1", "crews_A = 2");
    unlike(">=need", ">need");
  });
});

describe("what racks that vote cannot say is said", () => {
  const { plant } = (reference("Q1").design.model as ClusterModel).cluster;
  const { network, quorum: votes } = plant.membership as MembershipPlan;
  const [kind] = plant.classes;
  const [mode] = kind.modes;
  const net = (part: Partial<NetworkSpec>): Partial<Plant> => ({
    membership: { network: { ...network, ...part }, quorum: votes, fencing: undefined },
  });
  const says = (part: Partial<QuorumSpec>): Partial<Plant> => ({
    membership: { network, quorum: { ...votes, ...part }, fencing: undefined },
  });
  const fails = (...modes: FailureModeSpec[]): Partial<Plant> => ({ classes: [{ ...kind, modes }] });
  const wire = { life: hours(1000), repair: hours(2) };

  it.each<[string, Partial<Plant>, RegExp]>([
    ["no majority", says({ commits: false }), /unless every write needs a majority$/],
    ["detection", fails({ ...mode, detection: hours(1) }), /takes time \(detection\)/],
    ["a cut seen late", net({ detection: hours(1) }), /takes time \(network.detection\)/],
    ["people", { takeover: { ...plant.takeover, coverage: 0.9, manual: hours(1) } }, /takes time \(takeover\)/],
    ["restarts in place", fails({ ...mode, recovery: "in-place" }), /restarts in place after "hardware"/],
    ["two ways to fail", fails(mode, { ...mode, name: "os" }), /fail in 2 ways/],
    ["followers that age less", { standby: { ...plant.standby, factor: 0 } }, /another rate/],
    ["a common cause", { commonCause: { ...mode, every: hours(9000), needsCrew: true } }, /common cause/],
    ["votes that differ", says({ votes: [1, 2, 1] }), /rack A have different votes/],
    [
      "one crew for two racks",
      net({ racks: network.racks.map(({ name, nodes }) => ({ name, nodes })) }),
      /A, B share 1 crew/,
    ],
    ["rings", net({ rings: 2 }), /2 rings/],
    ["switches", net({ switch: wire }), /switch/],
    ["ports", net({ nic: wire }), /ports/],
    [
      "five racks",
      net({
        racks: [...network.racks, ..."CDE"].map((rack) => (typeof rack === "string" ? { name: rack, nodes: 0 } : rack)),
      }),
      /5 racks/,
    ],
    ["votes that follow the members", says({ policy: "dynamic" }), /went through before \(policy: dynamic\)/],
    ["corosync's own count", says({ policy: "votequorum" }), /went through before \(policy: votequorum\)/],
    ["a witness back at once", says({ witness: { ...wire, repair: now, votes: 1, grants: "first" } }), /in no time/],
  ])("%s", (_, part, clause) => {
    const text = prismModel({ ...plant, ...part }, "x", HOUR);
    expect("obstacles" in text && text.obstacles.join("; ")).toMatch(clause);
  });
});

/** Any network and any votes that the text may be asked to say. */
interface Draft {
  readonly racks: readonly { readonly nodes: number; readonly votes: number; readonly crews: number | undefined }[];
  readonly links: readonly { readonly pair: number; readonly paths: number; readonly repair: number }[];
  readonly witness:
    | { readonly votes: number; readonly rack: number | undefined; readonly grants: "largest" | "first" }
    | undefined;
  readonly tieBreaker: number | undefined;
  readonly life: number;
  readonly survivorsFailWhileDown: boolean;
}

const drafts: Arbitrary<Draft> = fc.record({
  racks: fc.array(
    fc.record({
      nodes: fc.integer({ min: 0, max: 2 }),
      votes: fc.integer({ min: 0, max: 2 }),
      crews: fc.constantFrom(1, 2),
    }),
    { minLength: 2, maxLength: 3 },
  ),
  links: fc.array(
    fc.record({
      pair: fc.integer({ min: 0, max: 2 }),
      paths: fc.constantFrom(1, 1, 2),
      repair: fc.integer({ min: 1, max: 40 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  witness: fc.option(
    fc.record({
      votes: fc.integer({ min: 1, max: 2 }),
      rack: fc.option(fc.integer({ min: 0, max: 1 }), { nil: undefined }),
      grants: fc.constantFrom("largest", "first"),
    }),
    { nil: undefined },
  ),
  tieBreaker: fc.option(fc.integer({ min: 0, max: 1 }), { nil: undefined }),
  life: fc.integer({ min: 20, max: 200 }),
  survivorsFailWhileDown: fc.boolean(),
});

const PAIRS = [
  [0, 1],
  [1, 2],
  [0, 2],
] as const;

function specOf({ racks, links, witness, tieBreaker, life, survivorsFailWhileDown }: Draft): ClusterSpec {
  const nodes = racks.reduce((sum, rack) => sum + rack.nodes, 0);
  const fails = { name: "hardware", life: hours(life), detection: now, repair: hours(5), needsCrew: true };
  const wired = links
    .map(
      ({ pair, paths, repair }): LinkSpec => ({
        between: PAIRS[pair],
        paths,
        life: hours(3 * life),
        repair: hours(repair),
      }),
    )
    .filter(({ between }) => between[1] < racks.length);
  return {
    nodes,
    classes: [
      {
        name: "node",
        count: nodes,
        modes: [{ ...fails, recovery: "failover", parts: { count: 1, need: 1, swap: now } }],
      },
    ],
    crews: 1,
    takeover: { law: now, coverage: 1, manual: now },
    standby: { factor: 1, latent: 0, test: now },
    survivorsFailWhileDown,
    backup: { every: HOUR, takes: 0, declare: now, provision: now, restore: now },
    network: {
      racks: racks.map(({ nodes, crews }, i) => ({ name: `room ${i}`, nodes, crews })),
      rings: 1,
      links: wired,
      detection: now,
      resync: now,
    },
    quorum: {
      policy: "majority",
      commits: true,
      whenLost: "stop",
      stop: now,
      votes: racks.flatMap(({ nodes, votes }) => new Array<number>(nodes).fill(votes)),
      tieBreaker,
      witness: witness && { ...witness, life: hours(2 * life), repair: hours(7) },
    } satisfies QuorumSpec,
  };
}

/** Is it a cluster, with votes, and a chain that the plain solver of the reader manages in no time? */
function isSmall({ racks, links, witness }: Draft): boolean {
  const nodes = racks.reduce((sum, rack) => sum + rack.nodes, 0);
  const states =
    racks.reduce((all, rack) => all * (rack.nodes + 1), witness ? 2 : 1) *
    links.reduce((all, { paths }) => all * (paths + 1), 1);
  return nodes >= 2 && states <= 72 && racks.some((rack) => rack.nodes * rack.votes > 0);
}

/** Two rooms and a line between them: a room of nodes with a vote each, beside another. */
const rooms = (first: number, second: number, votes: number, part: Partial<Draft>): Draft => ({
  racks: [
    { nodes: first, votes: 1, crews: 1 },
    { nodes: second, votes, crews: 1 },
  ],
  links: [{ pair: 0, paths: 1, repair: 20 }],
  witness: undefined,
  tieBreaker: undefined,
  life: 100,
  survivorsFailWhileDown: true,
  ...part,
});

/** Where a tie is broken, where a repair takes the witness away, and where equals ask it. */
const TELLING: readonly Draft[] = [
  rooms(2, 2, 1, { tieBreaker: 0 }),
  rooms(1, 2, 1, { witness: { votes: 1, rack: undefined, grants: "first" } }),
  rooms(2, 1, 2, { witness: { votes: 1, rack: undefined, grants: "largest" } }),
];

describe("what counters cannot say", () => {
  const plain = rooms(2, 1, 1, {});
  const obstaclesWith = (network: object) => {
    const spec = specOf(plain);
    const { model } = quorum.design({ ...spec, network: { ...spec.network!, ...network } });
    return obstacles((model as ClusterModel).cluster.plant);
  };
  const law = exponential({ mean: HOUR });

  it("partitions and living nodes taken for dead are named, and nothing else is", () => {
    const partition = { kind: "one" as const, life: law, repair: law };
    const link = { lossGood: 0.1, lossBad: 0.1, toBad: 0.5, toGood: 0.5 };
    const suspicion = { first: law, again: law, heard: law, link };
    expect(obstaclesWith({})).toEqual([]);
    expect(obstaclesWith({ partitions: [partition], suspicion })).toEqual([
      "partitions cut nodes off that the wires still join",
      "heartbeats get lost, and then a living node is taken for dead",
    ]);
  });
});

describe("the text of any cluster that votes", () => {
  it("says the same as hasim, within 1e-9", () => {
    let parted = 0;
    fc.assert(
      fc.property(drafts.filter(isSmall), (draft) => {
        const { model } = quorum.design(specOf(draft));
        const ours = ourFigures(model, 300 * HOUR);
        if (!Number(ours.get("mttf"))) return; // It is down as built.
        if (Number(ours.get("partitioned")) > 0) parted++;
        expectSame(figuresFromText(textOf((model as ClusterModel).cluster.plant)), ours, 1e-9);
      }),
      { seed: 7, numRuns: 40, examples: TELLING.map((draft) => [draft]) },
    );
    expect(parted).toBeGreaterThan(15);
  });
});
