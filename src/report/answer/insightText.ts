import type { Insight, Result } from "../../study/result.js";
import { columns, wrapped } from "../words/layout.js";
import type { Paint } from "../words/style.js";

/** Rows of elasticities shown: the others hardly matter. */
const SHOWN = 8;
/** Elasticities below this are left out. */
const SLIGHT = 0.005;
const BAR = 20;

/** What a solved chain says of its downtime: what moves it, what it hangs on, and which faults take the service down. */
export function insightText({ insight, perService }: Result, paint: Paint, width: number): string[] {
  if (!insight) return [];
  return [
    ...sensitivityLines(insight, perService.services, paint, width),
    ...faultLines(insight, perService.services, paint, width),
  ];
}

function sensitivityLines(
  { sensitivity, importance }: Insight,
  services: number,
  paint: Paint,
  width: number,
): string[] {
  const moves = sensitivity.filter(({ elasticity }) => Math.abs(elasticity) >= SLIGHT).slice(0, SHOWN);
  if (moves.length === 0) return [];
  const rows = moves.map(({ parameter, elasticity }) => [parameter, signed(elasticity), bar(elasticity)]);
  const whole = importance.filter(({ fault }) => fault === null);
  const hangs = whole
    .toSorted((a, b) => b.birnbaum - a.birnbaum)
    .slice(0, SHOWN)
    .map(({ component, birnbaum }) => `while one ${component} has failed, ${percent(birnbaum)}`);
  return [
    paint.bold(`What moves the downtime${services > 1 ? " of a service" : ""}`) +
      paint.dim("  per cent of downtime for one per cent more of each"),
    ...columns(rows),
    ...(hangs.length > 0
      ? wrapped(`  down so much more of the time: ${hangs.join("; ")} (Birnbaum importance)`, width, 4)
      : []),
    "",
  ];
}

function faultLines({ cutSets }: Insight, services: number, paint: Paint, width: number): string[] {
  const named = (wanted: (faults: readonly string[], outage: string) => boolean) =>
    cutSets.filter(({ faults, outage }) => wanted(faults, outage)).map(({ faults }) => setText(faults));
  const lists: [string, string[]][] = [
    ["one fault, until repaired or restarted", named((faults, outage) => faults.length === 1 && outage === "lasting")],
    ["one fault, until taken over", named((_, outage) => outage === "gap")],
    ["two faults, until repaired", named((faults) => faults.length === 2)],
  ];
  const what = services > 1 ? "What takes a service down" : "What takes the service down";
  return [
    paint.bold(what),
    ...lists.flatMap(([title, sets]) => wrapped(`  ${title}: ${sets.length > 0 ? sets.join(", ") : "none"}`, width, 4)),
  ];
}

/** "2 × hardware", "hardware + os". */
function setText(faults: readonly string[]): string {
  const [first, second] = faults;
  if (second === undefined) return `${first}`;
  return first === second ? `2 × ${first}` : `${first} + ${second}`;
}

function signed(elasticity: number): string {
  return `${elasticity < 0 ? "−" : "+"}${Math.abs(elasticity).toFixed(2)}`;
}

function bar(elasticity: number): string {
  return "█".repeat(Math.min(2 * BAR, Math.round(Math.abs(elasticity) * BAR)));
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`;
}
