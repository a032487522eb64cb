import { z } from "zod";
import { crews, duration, share } from "../document/fields.js";
import { quote } from "../document/problem.js";
import { describeLaw, describeLife } from "../laws/law.js";
import { type LawNotation, law, life } from "../laws/lawNotation.js";
import { formatDuration } from "../units/duration.js";
import type { Assumption } from "./assumption.js";
import type { Catalogue, Preset } from "./presets.js";

/** Looks defaults up in the catalogue and remembers each one it gave, so that a report can say what was assumed. */
export interface Defaults {
  readonly assumptions: readonly Assumption[];
  has(preset: string): boolean;
  law(what: string, preset: string): LawNotation;
  life(what: string, preset: string): LawNotation;
  seconds(what: string, preset: string): number;
  share(what: string, preset: string): number;
  word(what: string, preset: string): string;
  flag(what: string, preset: string): boolean;
  /** A whole number, 0 or more. */
  count(what: string, preset: string): number;
  /** +Infinity when unlimited. */
  crews(what: string, preset: string): number;
}

/** Defaults from `catalogue`. Its methods throw an Error when a preset is missing or not of its kind: then the presets are broken. */
export function defaultsFrom(catalogue: Catalogue): Defaults {
  const given = new Map<string, Assumption>();
  const use = <T>(what: string, id: string, schema: z.ZodType<T>, words: (value: T) => string): T => {
    const preset = presetOf(catalogue, id);
    const value = understood(schema, preset, preset.value);
    const side = (end: unknown) => (end === undefined ? undefined : words(understood(schema, preset, end)));
    const { grade, source } = preset;
    given.set(`${what} ${id}`, {
      what,
      value: words(value),
      low: side(preset.low),
      high: side(preset.high),
      grade,
      source,
      preset: id,
    });
    return value;
  };
  return {
    get assumptions() {
      return [...given.values()];
    },
    has: (id) => catalogue.presets.has(id),
    law: (what, id) => use(what, id, law, describeLaw),
    life: (what, id) => use(what, id, life, describeLife),
    seconds: (what, id) => use(what, id, duration, formatDuration),
    share: (what, id) => use(what, id, share, (value) => `${Number((100 * value).toPrecision(12))} %`),
    word: (what, id) => use(what, id, z.string(), (value) => value),
    flag: (what, id) => use(what, id, z.boolean(), String),
    count: (what, id) => use(what, id, z.int().min(0), String),
    crews: (what, id) =>
      use(what, id, crews, (value) => (value === Number.POSITIVE_INFINITY ? "unlimited" : String(value))),
  };
}

/** The preset with this id. @throws Error when there is none. */
export function presetOf(catalogue: Catalogue, id: string): Preset {
  const preset = catalogue.presets.get(id);
  if (preset === undefined) throw new Error(`the presets lack "${id}"`);
  return preset;
}

function understood<T>(schema: z.ZodType<T>, { id }: Preset, value: unknown): T {
  const read = schema.safeParse(value);
  if (!read.success) throw new Error(`the preset "${id}" cannot be ${quote(value)}: ${read.error.issues[0].message}`);
  return read.data;
}
