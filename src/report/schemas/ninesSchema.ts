import { z } from "zod";
import type { NinesTable } from "../ninesTable.js";
import { jsonText } from "./jsonText.js";
import { publishedSchema } from "./publishedSchema.js";

const number = z.number();

/** The answer of `nines`, as `--json` prints it. */
const ninesSchema = z.object({
  formatVersion: z.literal("1.0"),
  rows: z.array(
    z.object({
      availability: number.describe("Share of time up."),
      nines: number.nullable().describe("−log10(1 − availability)."),
      perYear: number.describe("Seconds down, as are perMonth and perDay."),
      perMonth: number,
      perDay: number,
      costPerYear: number.nullable().describe("Null without a downtime cost."),
      costPerMonth: number.nullable(),
    }),
  ),
  currency: z.string().nullable(),
});

/** The published JSON Schema (2020-12) of a table of nines. */
export const ninesJsonSchema = (): object => publishedSchema("nines", ninesSchema);

/** The table as `--json` prints it. */
export const ninesJson = (table: NinesTable): string => jsonText(ninesSchema.parse({ formatVersion: "1.0", ...table }));
