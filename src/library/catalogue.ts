import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Catalogue, Preset } from "../notation/presets/presets.js";

/** The folder the package lies in: `models/` is there. */
export const packageFolder = fileURLToPath(new URL("../../", import.meta.url));

/** Every preset, read and checked when the package was built: `models/` as YAML takes longer to read than most answers. */
export const COMPILED = join(packageFolder, "dist/presets.json");

let catalogue: Catalogue | undefined;

/** Every preset in `models/` and `models/platforms/`, as they were when the package was built. */
export function loadCatalogue(): Catalogue {
  catalogue ??= { presets: new Map((JSON.parse(readFileSync(COMPILED, "utf8")) as Preset[]).map((p) => [p.id, p])) };
  return catalogue;
}
