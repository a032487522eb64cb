import { alike } from "../notation/document/keys.js";
import { scenarioJsonSchema } from "./schema.js";

interface Shape {
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly additionalProperties?: Shape | boolean;
  readonly $ref?: string;
}

let known: ReadonlyMap<string, readonly string[]> | undefined;

/** Where in a scenario a key may stand, as paths: "need" → ["service.need"]. However it is written: pre-vote is preVote. */
export function placesOf(key: string): readonly string[] {
  known ??= everyPlace();
  return known.get(alike(key)) ?? [];
}

function everyPlace(): Map<string, string[]> {
  const places = new Map<string, string[]>();
  const walk = (shape: Shape, path: string): void => {
    for (const [key, inner] of Object.entries(shape.properties ?? {})) {
      const here = path === "" ? key : `${path}.${key}`;
      const others = places.get(alike(key)) ?? [];
      if (!others.includes(here)) places.set(alike(key), [...others, here]);
      walk(inner, here);
    }
    for (const branch of shape.anyOf ?? []) walk(branch, path);
    if (shape.items) walk(shape.items, `${path}[]`);
    if (typeof shape.additionalProperties === "object") walk(shape.additionalProperties, `${path}.<name>`);
  };
  walk(scenarioJsonSchema() as Shape, "");
  return places;
}
