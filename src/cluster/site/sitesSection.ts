import { z } from "zod";
import { block, crews } from "../../notation/document/fields.js";
import { knownName } from "../../notation/document/knownName.js";
import { type Finding, type PathPart, quote } from "../../notation/document/problem.js";
import { lawOf, lifeOf } from "../../notation/laws/law.js";
import { type LawNotation, law, life } from "../../notation/laws/lawNotation.js";
import { spansSites } from "../recovery/strategies.js";
import { type Ground, section } from "../section.js";
import { DOMAIN_KINDS, type DomainFailure, type DomainKind, type DomainSpec, type SitesSpec } from "./sitesSpec.js";

/** A domain as it is written: with nodes of its own, or with others inside. */
export interface WrittenDomain {
  readonly name: string;
  readonly kind?: DomainKind | undefined;
  readonly nodes?: number | undefined;
  readonly inside?: readonly WrittenDomain[] | undefined;
  readonly fails?: boolean | undefined;
  readonly life?: LawNotation | undefined;
  readonly repair?: LawNotation | undefined;
  readonly detection?: LawNotation | undefined;
  readonly restart?: LawNotation | undefined;
  readonly destroys?: boolean | undefined;
  readonly crews?: number | undefined;
}

const domain: z.ZodType<WrittenDomain> = z
  .lazy(() =>
    block({
      name: z.string().regex(/^[A-Za-z][\w -]{0,39}$/, "a domain is named by a word"),
      kind: z.enum(DOMAIN_KINDS).optional().describe("What it is; decides how it fails unless told. site unless told."),
      nodes: z
        .int()
        .min(0)
        .max(10_000)
        .optional()
        .describe("Nodes in it, in order of their numbers; 0 where only a witness or storage is."),
      inside: z.array(domain).min(1).max(200).optional().describe("Domains that lie in it, instead of nodes."),
      fails: z.boolean().optional().describe("false: it never fails as a whole."),
      life: life.optional().describe("Time until it fails."),
      repair: law.optional().describe("Until it is back."),
      detection: law.optional().describe("From its failure to its nodes being declared lost; detection unless told."),
      restart: law.optional().describe("From its return to a node in it working again."),
      destroys: z.boolean().optional().describe("true: what is in it is lost with it, and is new when it is back."),
      crews: crews.optional().describe("Repair crews that work here alone."),
    }),
  )
  .meta({ id: "failureDomain" });

const schema = z
  .array(domain)
  .min(1)
  .max(200)
  .describe("Failure domains, within one another: regions, zones, sites, rooms, racks, power.");

type Document = {
  readonly sites?: readonly WrittenDomain[] | undefined;
  readonly architecture?: string | undefined;
};

type Whole = { readonly sites?: SitesSpec | undefined };

/** `sites:` of a scenario: where the nodes are, and what fails with whom. */
export const sites = section({
  schema,
  reads: ["nodes", "nodeClasses", "architecture"],
  spec({ sites: written, architecture }: Document, ground): SitesSpec | undefined {
    const asked = written ?? (spansSites(architecture) ? twoSites(ground.nodes) : undefined);
    return asked && domainsOf(asked, ground);
  },
  findings({ sites: written = [] }: Document, { nodes }): Finding[] {
    return [...namesTwice(written), ...emptyFindings(written, ["sites"]), ...sumFindings(written, nodes)];
  },
  leavesOut: ({ sites }: Whole) => (sites ? [] : ["loss of the site"]),
});

/** The names of all domains, in the order of their numbers. */
export const domainNames = (written: readonly WrittenDomain[] = []): string[] =>
  written.flatMap(({ name, inside }) => [name, ...domainNames(inside)]);

/** A name that should be a domain's. */
export const domainNamed = (
  path: readonly PathPart[],
  name: string | undefined,
  written: readonly WrittenDomain[] | undefined,
): Finding[] => knownName("domain", path, name, domainNames(written), "there are no sites:");

/** What a design of several sites has when nobody says: half of the nodes at each, the larger half at the first. */
function twoSites(nodes: number): WrittenDomain[] {
  const first = Math.ceil(nodes / 2);
  return [
    { name: "main", nodes: first },
    { name: "recovery", nodes: nodes - first },
  ].filter((site) => site.nodes > 0);
}

function domainsOf(written: readonly WrittenDomain[], ground: Ground): DomainSpec[] {
  const found: DomainSpec[] = [];
  let node = 0;
  const add = (domain: WrittenDomain, within: number): void => {
    const { name, kind = "site", nodes = 0, inside = [], crews } = domain;
    const number = found.length;
    const first = node;
    found.push({ name, kind, first, end: first, within, fails: failureOf(domain, kind, ground), crews });
    node += nodes;
    for (const inner of inside) add(inner, number);
    found[number] = { ...found[number]!, end: node };
  };
  for (const domain of written) add(domain, -1);
  return found;
}

function failureOf(
  domain: WrittenDomain,
  kind: DomainKind,
  { defaults, detection }: Ground,
): DomainFailure | undefined {
  if (domain.fails === false) return undefined;
  const preset = (field: string) => `site.${kind}.${field}`;
  const timed = (field: "repair" | "restart") => lawOf(domain[field] ?? defaults.law(preset(field), preset(field)));
  return {
    life: lifeOf(domain.life ?? defaults.life(preset("life"), preset("life"))),
    repair: timed("repair"),
    detection: detection(domain.detection),
    restart: timed("restart"),
    destroys: domain.destroys ?? false,
  };
}

function namesTwice(written: readonly WrittenDomain[]): Finding[] {
  const seen = new Set<string>();
  return everyDomain(written).flatMap(({ domain: { name }, path }): Finding[] => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [{ path: [...path, "name"], message: `${quote(name)} names two domains` }];
  });
}

function everyDomain(written: readonly WrittenDomain[], path: readonly PathPart[] = ["sites"]): Placed[] {
  return written.flatMap((domain, i) => [
    { domain, path: [...path, i] },
    ...everyDomain(domain.inside ?? [], [...path, i, "inside"]),
  ]);
}

interface Placed {
  readonly domain: WrittenDomain;
  readonly path: readonly PathPart[];
}

function emptyFindings(written: readonly WrittenDomain[], path: readonly PathPart[]): Finding[] {
  return everyDomain(written, path).flatMap(
    ({ domain: { nodes, inside, fails, life, repair }, path: at }): Finding[] => {
      if (nodes !== undefined && inside !== undefined)
        return [{ path: [...at, "nodes"], message: "stands beside inside; say where in it they are", at: "key" }];
      if (fails === false && (life ?? repair) !== undefined) {
        const key = life === undefined ? "repair" : "life";
        return [{ path: [...at, key], message: "means nothing where it never fails (fails: false)", at: "key" }];
      }
      if (nodes !== undefined || inside !== undefined) return [];
      return [{ path: [...at, "nodes"], message: "is missing: say how many nodes are in it", suggestion: "nodes: 2" }];
    },
  );
}

function sumFindings(written: readonly WrittenDomain[], nodes: number | undefined): Finding[] {
  if (written.length === 0 || nodes === undefined) return [];
  const sum = everyDomain(written).reduce((total, { domain }) => total + (domain.nodes ?? 0), 0);
  if (sum === nodes) return [];
  return [{ path: ["sites"], message: `hold ${sum} nodes, but there are ${nodes}`, suggestion: `nodes: ${sum}` }];
}
