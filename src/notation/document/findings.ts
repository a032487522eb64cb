import type { z } from "zod";
import { alike } from "./keys.js";
import { nearest } from "./nearest.js";
import { type Finding, MOST_PROBLEMS, type PathPart, pathText, quote } from "./problem.js";

type Issue = z.core.$ZodIssue;

const EXPECTED: Readonly<Record<string, string>> = {
  object: "a block of keys",
  record: "a block of keys",
  array: "a list",
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  tuple: "a list",
};

/** What zod found, in words for the person who wrote the scenario; one finding for each unknown key. */
export function findings(
  issues: readonly Issue[],
  above: readonly PathPart[] = [],
  places: Places = () => [],
): Finding[] {
  const misnamed = new Set(issues.filter(({ code }) => code === "unrecognized_keys").map(placeOf));
  // A block with a misspelt key is not also reported as lacking the right one of several.
  const kept = issues.filter((issue) => issue.code !== "custom" || !misnamed.has(placeOf(issue)));
  return kept
    .slice(0, MOST_PROBLEMS)
    .flatMap((issue) => worded(issue, [...above, ...issue.path.map((part) => part as PathPart)], places));
}

function placeOf(issue: Issue): string {
  return pathText(issue.path as PathPart[]);
}

function worded(issue: Issue, path: readonly PathPart[], places: Places): Finding[] {
  const say = (message: string, suggestion?: string): Finding[] => [{ path, message, suggestion }];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.slice(0, MOST_PROBLEMS).map((key) => unknownKey(key, path, issue.message.split(" "), places));
    case "invalid_type":
      if (issue.input === undefined) return say(`is missing: ${EXPECTED[issue.expected] ?? issue.expected} is needed`);
      return say(`must be ${EXPECTED[issue.expected] ?? issue.expected}, not ${quote(issue.input)}`);
    case "invalid_value": {
      const known = issue.values.map(String);
      if (issue.input === undefined) return say(`is missing: one of ${known.join(", ")} is needed`);
      return say(`${quote(issue.input)} is not one of ${known.join(", ")}`, nearest(String(issue.input), known));
    }
    case "too_small":
      return say(tooSmall(issue.origin, String(issue.minimum), issue.inclusive === true, issue.input));
    case "too_big":
      return say(
        `must be ${issue.inclusive === true ? "at most" : "less than"} ${issue.maximum}, not ${quote(issue.input)}`,
      );
    case "invalid_union":
      if (issue.errors.length === 0) return unknownVariant(issue, path);
      return closestBranch(issue.errors, issue.input, path, places);
    case "custom": {
      const suggestion: unknown = issue.params?.suggestion;
      return say(issue.message, suggestion === undefined ? undefined : String(suggestion));
    }
    default:
      return say(issue.message.charAt(0).toLowerCase() + issue.message.slice(1));
  }
}

/**
 * A key that does not belong here: written otherwise than here, or belonging elsewhere, or a slip of the pen; where none of these is
 * likely, nothing is suggested.
 */
function unknownKey(key: string, path: readonly PathPart[], known: readonly string[], places: Places): Finding {
  const say = (message: string, suggestion?: string): Finding => ({
    path: [...path, key],
    message,
    suggestion,
    at: "key",
  });
  const sameWord = known.find((other) => alike(other) === alike(key));
  if (sameWord !== undefined) return say("unknown key", sameWord);
  const elsewhere = places(key);
  if (elsewhere.length > 0) {
    return say(
      `unknown key here; it belongs to ${inWords(elsewhere)}`,
      elsewhere[0]?.includes(".") ? elsewhere[0] : undefined,
    );
  }
  const meant = nearest(key, known);
  return meant === undefined ? say(`unknown key; known here: ${known.join(", ")}`) : say("unknown key", meant);
}

/** Where a key may stand in the whole document. */
export type Places = (key: string) => readonly string[];

/** Places named before it is only said how many more there are. */
const MOST_PLACES = 3;

function inWords(places: readonly string[]): string {
  const told = places.slice(0, MOST_PLACES).map((place) => place.split(".").slice(0, -1).join(".") || "the top level");
  const more = places.length - told.length;
  return `${[...new Set(told)].join(" or ")}${more > 0 ? ` or ${more} other places` : ""}`;
}

function tooSmall(origin: string, minimum: string, inclusive: boolean, input: unknown): string {
  if (origin === "array") return `needs at least ${minimum} entr${minimum === "1" ? "y" : "ies"}`;
  return `must be ${inclusive ? "at least" : "more than"} ${minimum}, not ${quote(input)}`;
}

/** The key that tells which of several blocks this is names none of them. */
function unknownVariant(issue: Issue, path: readonly PathPart[]): Finding[] {
  const { options = [], discriminator = "" } = issue as { options?: readonly unknown[]; discriminator?: string };
  const known = options.map(String);
  const word = (issue.input as Record<string, unknown> | undefined)?.[discriminator];
  if (word === undefined) return [{ path, message: `is missing: one of ${known.join(", ")} is needed` }];
  return [
    { path, message: `${quote(word)} is not one of ${known.join(", ")}`, suggestion: nearest(String(word), known) },
  ];
}

/** Of a choice such as "text or block" only the branch that fits what was written is worth reporting. */
function closestBranch(
  branches: readonly Issue[][],
  input: unknown,
  path: readonly PathPart[],
  places: Places,
): Finding[] {
  const fitting = branches.filter((issues) => !issues.some(isOtherType));
  if (fitting.length > 0) return findings(fitting[fitting.length - 1], path, places);
  const forms = branches.map(([first]) => formOf(first)).filter((form) => form !== undefined);
  return [{ path, message: `must be ${forms.join(" or ")}, not ${quote(input)}` }];
}

/** What a branch of a choice would have taken. */
function formOf(issue: Issue): string | undefined {
  if (issue.code === "invalid_type") return EXPECTED[issue.expected];
  if (issue.code === "invalid_value") return `one of ${issue.values.join(", ")}`;
  return issue.code === "custom" ? `a ${String(issue.params?.kind)}` : undefined;
}

function isOtherType(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === "custom") return issue.params?.otherType === true;
  return issue.code === "invalid_type" || (issue.code === "invalid_value" && typeof issue.input !== "string");
}
