import type { Law } from "../../kernel/law.js";
import type { NodeId } from "../ids.js";

/** What a failure domain is: a region down to a rack, or what feeds some of these with power. */
export const DOMAIN_KINDS = ["region", "zone", "site", "room", "rack", "power"] as const;
export type DomainKind = (typeof DOMAIN_KINDS)[number];

/** A place, or a supply, whose failure takes every node in it. Domains lie within one another, or apart. */
export interface DomainSpec {
  readonly name: string;
  readonly kind: DomainKind;
  /** Its nodes, by number: from `first` to before `end`. */
  readonly first: number;
  readonly end: number;
  /** The domain that it lies in, by number; −1 = none. */
  readonly within: number;
  /** Absent = it never fails as a whole. */
  readonly fails?: DomainFailure | undefined;
  /** Repair crews that work here alone; absent = those of the domain around it, or the cluster's. */
  readonly crews?: number | undefined;
}

export interface DomainFailure {
  readonly life: Law;
  readonly repair: Law;
  /** From its failure to the cluster's finding that a node in it is lost. */
  readonly detection: Law;
  /** From its return to a node in it working again. */
  readonly restart: Law;
  /** True: what was in it is lost, and it comes back with everything new; false: it was only out of reach or without power. */
  readonly destroys: boolean;
}

/** The failure domains of a cluster, those around others first. */
export type SitesSpec = readonly DomainSpec[];

/** The domains that lie in no other. */
export const outermost = (sites: SitesSpec): DomainSpec[] => sites.filter(({ within }) => within < 0);

/** A domain and those around it, from the inside out. */
export function domainsAround(sites: SitesSpec, domain: number): DomainSpec[] {
  const around: DomainSpec[] = [];
  for (let at = domain; at >= 0; at = sites[at]!.within) around.push(sites[at]!);
  return around;
}

/** Of each node the innermost domain that it is in, by number; −1 = none. */
export function innermost(sites: SitesSpec, nodes: number): Int32Array {
  const at = new Int32Array(nodes).fill(-1);
  for (const [domain, { first, end }] of sites.entries()) at.fill(domain, first, end);
  return at;
}

/** Is a node in a domain? */
export const isIn = ({ first, end }: DomainSpec, node: NodeId): boolean => node >= first && node < end;
