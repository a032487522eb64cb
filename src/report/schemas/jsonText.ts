import type { Result } from "../../study/result.js";
import { resultSchema } from "./resultSchema.js";

/** Any value as JSON with two spaces; numbers JSON has no words for (an infinite bound) are null. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, (_, part: unknown) => finite(part), 2)}\n`;
}

/**
 * A result as `--json` prints it: the keys of the published schema, in its order.
 * @throws Error when the result does not fit the schema, which is a fault of the program.
 */
export function toJson(result: Result): string {
  return jsonText(resultSchema.parse(JSON.parse(jsonText(result))));
}

function finite(part: unknown): unknown {
  return typeof part === "number" && !Number.isFinite(part) ? null : part;
}
