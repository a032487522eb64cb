import { leadingNumber, type Parsed, refuse } from "./quantity.js";

const METRES: ReadonlyMap<string, number> = new Map([
  ["m", 1],
  ["km", 1000],
  ["mi", 1609.344],
]);

/** Reads a distance, `600km`, `40 mi`, into metres ≥ 0. */
export function parseDistance(text: string): Parsed<number> {
  const amount = leadingNumber(text.trim());
  const unit = METRES.get(amount?.rest ?? "");
  if (amount !== undefined && unit !== undefined) return { value: amount.number * unit };
  return refuse(text, "distance", "a number with m, km or mi", `${amount?.digits ?? "600"}km`);
}
