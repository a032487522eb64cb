import { nearest } from "../../notation/document/nearest.js";
import { type Finding, type PathPart, quote } from "../../notation/document/problem.js";
import { modesOf } from "../platform/platformAsked.js";
import type { Written } from "../schema.js";
import { lossFindings } from "./lossChecks.js";
import { partitionFindings } from "./partitionChecks.js";
import { policyFindings } from "./policyChecks.js";
import { watchdogFindings } from "./watchdogChecks.js";

/** Beyond this many racks a link between every two is more than anybody builds. */
const MESH = 8;

/** What of a network, its quorum and fencing is well formed and still cannot be. */
export function networkFindings(
  written: Written,
  nodes: number | undefined,
  presetModes: readonly string[],
): Finding[] {
  return [
    ...rackFindings(written, nodes),
    ...linkFindings(written),
    ...partitionFindings(written, nodes),
    ...lossFindings(written, nodes),
    ...quorumFindings(written),
    ...policyFindings(written, nodes),
    ...fencingFindings(written, presetModes),
    ...watchdogFindings(written),
  ];
}

const racksOf = ({ network }: Written): string[] => network?.racks?.map(({ name }) => name) ?? ["rack"];

function rackFindings(written: Written, nodes: number | undefined): Finding[] {
  const racks = written.network?.racks;
  if (racks === undefined) return [];
  const found: Finding[] = [];
  const sum = racks.reduce((total, rack) => total + rack.nodes, 0);
  if (nodes !== undefined && sum !== nodes) {
    found.push({
      path: ["network", "racks"],
      message: `hold ${sum} nodes, but there are ${nodes}`,
      suggestion: `nodes: ${sum}`,
    });
  }
  const names = racksOf(written);
  for (const [i, name] of names.entries()) {
    if (names.indexOf(name) < i)
      found.push({ path: ["network", "racks", i, "name"], message: `${quote(name)} names two racks` });
  }
  const votes = racks.reduce((total, rack) => total + rack.nodes * (rack.votes ?? 1), 0);
  if (votes === 0) found.push({ path: ["network", "racks"], message: "no node has a vote" });
  return found;
}

function linkFindings(written: Written): Finding[] {
  const { network } = written;
  if (network === undefined) return [];
  const names = racksOf(written);
  if (network.links === undefined && names.length > MESH) {
    const message = `${names.length} racks need their links named; up to ${MESH} are joined each with each`;
    return [
      { path: ["network", "links"], message: `is missing: ${message}`, suggestion: "links: [{between: [A, B]}]" },
    ];
  }
  return (network.links ?? []).flatMap(({ between }, i) => [
    ...between.flatMap((name, end) => rackNamed(["network", "links", i, "between", end], name, names)),
    ...(between[0] === between[1]
      ? [{ path: ["network", "links", i, "between"], message: "joins a rack with itself" }]
      : []),
  ]);
}

function quorumFindings(written: Written): Finding[] {
  const { quorum } = written;
  if (quorum === undefined || typeof quorum === "string") return [];
  const names = racksOf(written);
  const { policy, tieBreaker, witness, noQuorumPolicy } = quorum;
  const found: Finding[] = [];
  if (tieBreaker !== undefined) found.push(...rackNamed(["quorum", "tieBreaker"], tieBreaker, names));
  if (typeof witness === "object" && witness.rack !== undefined) {
    found.push(...rackNamed(["quorum", "witness", "rack"], witness.rack, names));
  }
  if (policy === "none") {
    const idle = { tieBreaker, witness, noQuorumPolicy: noQuorumPolicy === "ignore" ? undefined : noQuorumPolicy };
    for (const [key, value] of Object.entries(idle)) {
      if (value === undefined) continue;
      found.push({
        path: ["quorum", key],
        message: "means nothing where nobody counts votes (policy: none)",
        at: "key",
      });
    }
  }
  return found;
}

function fencingFindings(written: Written, presetModes: readonly string[]): Finding[] {
  const { fencing } = written;
  const named = modesOf(written, presetModes);
  return (fencing?.failsWith ?? []).flatMap((name, i): Finding[] => {
    if (named.includes(name) || name === "commonCause") return [];
    const message = `no failure mode is called ${quote(name)}; there are ${named.join(", ")}`;
    return [{ path: ["fencing", "failsWith", i], message, suggestion: nearest(name, named) }];
  });
}

function rackNamed(path: PathPart[], name: string, names: readonly string[]): Finding[] {
  if (names.includes(name)) return [];
  return [
    {
      path,
      message: `no rack is called ${quote(name)}; there are ${names.join(", ")}`,
      suggestion: nearest(name, names),
    },
  ];
}
