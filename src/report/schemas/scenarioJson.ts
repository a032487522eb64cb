import type { Law } from "../../kernel/law.js";
import { formatDuration } from "../../notation/units/duration.js";
import type { Scenario } from "../../scenario/scenario.js";
import { jsonText } from "./jsonText.js";

/**
 * A scenario as it is understood, with every default filled in: laws in words, other times in seconds, shares of one.
 * It is for reading and for other programs; it is not a scenario file.
 */
export function scenarioJson(scenario: Scenario, understood: string): string {
  return jsonText(
    readable({ formatVersion: "1.0", units: "laws in words; other times in seconds", understood, ...scenario }),
  );
}

function readable(value: unknown): unknown {
  if (value === Number.POSITIVE_INFINITY) return "unlimited";
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(readable);
  if ("cumulativeHazard" in value) return inWords(value as Law);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, readable(inner)]));
}

function inWords({ kind, mean, variance }: Law): string {
  if (kind === "immediate") return "at once";
  if (kind === "deterministic") return `exactly ${formatDuration(mean)}`;
  if (kind === "exponential") return `exponential, mean ${formatDuration(mean)}`;
  return `${kind}, mean ${formatDuration(mean)}, standard deviation ${formatDuration(Math.sqrt(variance))}`;
}
