import type { z } from "zod";
import type { Law } from "../kernel/law.js";
import type { Finding } from "../notation/document/problem.js";
import type { LawNotation } from "../notation/laws/lawNotation.js";
import type { Defaults } from "../notation/presets/defaults.js";
import type { Watching } from "./detectors/suspicionCycle.js";

/**
 * A section of a scenario, beside the part of the cluster that reads it. Each function names of the document, or of the
 * specification, only what it looks at. `sections.ts` lists them all.
 */
export interface Section<Schema extends z.ZodType, Document, Spec, Whole> {
  /** What may stand in it, each field with its help. */
  readonly schema: Schema;
  /** Other fields that its checks read: while one of those is malformed, what they find would only be its echo. */
  readonly reads?: readonly string[];
  /** What the section comes to, every default filled; undefined where the cluster does without it. */
  spec(document: Document, ground: Ground): Spec;
  /** What of it is well formed and still cannot be. */
  findings?(document: Document, about: About): Finding[];
  /** What people get wrong with it, said before the figures. */
  warnings?(spec: Whole, asked: Asked): Warning[];
  /** What a run leaves out because the section is absent, or though it is there; in words. */
  leavesOut?(spec: Whole): string[];
}

/** What a section's silence is filled from. */
export interface Ground {
  readonly nodes: number;
  readonly defaults: Defaults;
  /** From a failure to its declaration: what the section says itself, else as the scenario has it; over its network. */
  detection(own: LawNotation | undefined): Law;
  /** A repair by a crew. */
  repair(): LawNotation;
  /** A person finishes what did not work by itself. */
  manual(): Law;
  /** By which heartbeats nodes are found dead; undefined when detection is no matter of heartbeats. */
  watching(): Watching | undefined;
}

/** What checks know of a document as a whole. */
export interface About {
  /** All nodes; undefined when nothing tells how many there are. */
  readonly nodes: number | undefined;
  /** How nodes fail, by name. */
  readonly modes: readonly string[];
  /** What is taken where the document is silent. */
  readonly defaults: Defaults;
}

/** What is asked of a cluster, as far as a warning may depend on it. */
export interface Asked {
  readonly architecture: string;
  readonly state: "stateless" | "stateful";
  readonly onPlatform: boolean;
  /** Of a service: its unavailability, or a bound of it. */
  readonly unavailability: number;
}

export interface Warning {
  readonly code: string;
  readonly text: string;
}

/** The section as it is given; only its types are found. */
export const section = <Schema extends z.ZodType, Document, Spec, Whole>(
  given: Section<Schema, Document, Spec, Whole>,
): Section<Schema, Document, Spec, Whole> => given;
