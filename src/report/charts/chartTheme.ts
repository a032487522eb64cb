import { PHASES } from "../../cluster/vocabulary.js";
import { formatDuration, secondsIn } from "../../notation/units/duration.js";
import { phrase } from "../words/phrase.js";

/** Height given to each bar, so that few and many architectures look alike. */
export const BAR_STEP = { step: 34 };

/** Looks shared by all charts. */
export const THEME = {
  $schema: "https://vega.github.io/schema/vega-lite/v6.json",
  background: "white",
  padding: 12,
  config: {
    title: { anchor: "start", fontSize: 15, offset: 14 },
    axis: {
      labelFontSize: 12,
      titleFontSize: 12,
      titleFontWeight: "normal",
      titlePadding: 10,
      tickCount: 5,
      labelLimit: 240,
    },
    axisY: { grid: false, domain: false, ticks: false, labelPadding: 8 },
    axisX: { gridColor: "#e6e6e6", domainColor: "#999", tickColor: "#999" },
    legend: {
      orient: "bottom",
      direction: "horizontal",
      columns: 5,
      labelFontSize: 12,
      titleFontSize: 12,
      titleFontWeight: "normal",
    },
    view: { stroke: null },
  },
} as const;

/** A unit of time an axis is drawn in. */
export interface TimeUnit {
  readonly seconds: number;
  readonly title: string;
}

const WORDS: Readonly<Record<string, string>> = { s: "seconds", min: "minutes", h: "hours", d: "days", y: "years" };

/** The unit in which people would say the largest downtime of a chart. */
export function timeUnitFor(largest: number): TimeUnit {
  const unit = formatDuration(largest).split(" ")[1] ?? "s";
  return { seconds: secondsIn(unit) ?? 1, title: `${WORDS[unit] ?? unit} per year` };
}

/** Tableau 10, one colour a phase: the same phase has the same colour in every chart. */
const COLOURS = [
  "#4c78a8",
  "#f58518",
  "#e45756",
  "#72b7b2",
  "#eeca3b",
  "#b279a2",
  "#9d755d",
  "#ff9da6",
  "#bab0ac",
  "#54a24b",
];

/** The phases that occur, in their usual order, each with its own colour. */
export function phaseColours(occurring: readonly string[]): { domain: string[]; range: string[] } {
  const known = PHASES.map((phase, i) => ({ name: phrase(phase), colour: COLOURS[i % COLOURS.length] ?? "#888" }));
  const drawn = known.filter(({ name }) => occurring.includes(name));
  return { domain: drawn.map(({ name }) => name), range: drawn.map(({ colour }) => colour) };
}
