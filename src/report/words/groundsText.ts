import type { Assumption, Result } from "../../study/result.js";
import { grouped } from "./digits.js";
import { listed, wrapped } from "./layout.js";
import type { Paint } from "./style.js";

/** What the figures rest on: defaults with their grade and source, what is left out, and remarks. */
export function groundsText({ assumptions, notModelled, notes }: Result, paint: Paint, width: number): string[] {
  return [
    ...(assumptions.length > 0
      ? [paint.bold("Assumed"), ...assumptions.flatMap((one) => assumptionLines(one, width)).map(paint.dim)]
      : []),
    ...(notModelled.length > 0 ? [paint.bold("Not modelled"), ...listed([notModelled.join("; ")], width)] : []),
    ...(notes.length > 0 ? [paint.bold("Notes"), ...listed(notes, width)] : []),
  ];
}

/** How many of the defaults used nobody has measured or published, each counted once; null where all have been. */
export function assumedCount(assumptions: readonly Assumption[]): string | null {
  const graded = new Map(assumptions.map(({ what, grade }) => [what, grade]));
  const assumed = [...graded.values()].filter((grade) => grade === "assumed").length;
  if (assumed === 0) return null;
  return `${assumed} of ${graded.size} ${graded.size === 1 ? "default is" : "defaults are"} assumed, not measured`;
}

/** A default in words, wrapped. */
export function assumptionLines({ what, value, grade, source }: Assumption, width: number): string[] {
  return wrapped(`${what} ${value} (${grade}${source === "" ? "" : `: ${source}`})`, width - 2, 4).map(
    (line) => `  ${line}`,
  );
}

/** Where the figures come from and how to get the same ones again. */
export function provenanceText(result: Result, paint: Paint, width: number): string[] {
  const { asked, why } = result.choice;
  return [
    paint.bold("Made by"),
    ...wrapped(`  ${origin(result)}`, width, 2),
    ...(asked === "auto" || result.choice.fellBack ? wrapped(`  chosen because ${why}`, width, 2) : []),
    ...replayLines(result),
  ];
}

function origin(result: Result): string {
  const { method, replications } = result;
  if (method !== "exact") return sampling(result);
  return `the exact reading (a Markov chain): no chance is involved${replications > 0 ? `; single outages by ${sampling(result)}` : ""}`;
}

function sampling({ method, seed, replications, simulatedYears, cut, effectiveSampleSize }: Result): string {
  const years = grouped(
    simulatedYears < 10 ? String(Number(simulatedYears.toPrecision(3))) : simulatedYears.toFixed(0),
  );
  const seen = `${grouped(String(replications))} replications, ${years} simulated years${cut ? ", short of the precision asked" : ""}`;
  const how =
    method === "accelerated" ? "accelerated simulation (rare failures drawn more often, and weighted)" : "simulation";
  const size = effectiveSampleSize === null ? "" : `, worth ${grouped(effectiveSampleSize.toFixed(0))} equal outages`;
  return `${how}: ${seen}${size}, seed ${quoted(seed)}`;
}

function replayLines({ seed, replications, choice }: Result): string[] {
  if (replications === 0) return [];
  const method = choice.fellBack ? "--method crude " : "";
  return [`  to replay: the same command with ${method}--seed ${quoted(seed)} --replications ${replications}`];
}

/** As a shell takes it for one word. */
export function quoted(word: string): string {
  return /^[\w.,:@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
