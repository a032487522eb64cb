import type { Result } from "../../study/result.js";
import { groundsText, provenanceText } from "../words/groundsText.js";
import { type Paint, paintOf, type Style } from "../words/style.js";
import { causesText } from "./causesText.js";
import { costText } from "./costText.js";
import { durationsText } from "./durationsText.js";
import { figuresText } from "./figuresText.js";
import { insightText } from "./insightText.js";
import { understoodText, verdictText, warningsText } from "./verdictText.js";
import { yearText } from "./yearText.js";

/** Lines about one subject; none when there is nothing to say. */
type Section = (result: Result, paint: Paint, width: number) => string[];

const SECTIONS: readonly Section[] = [
  understoodText,
  warningsText,
  verdictText,
  figuresText,
  durationsText,
  yearText,
  causesText,
  insightText,
  costText,
  groundsText,
  provenanceText,
];

/** The answer of `run` and `solve` for a person at a terminal: what was understood, the verdict, figures, causes, grounds. */
export function resultText(result: Result, style: Style): string {
  const paint = paintOf(style);
  const sections = SECTIONS.map((section) => section(result, paint, style.width)).filter((lines) => lines.length > 0);
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}
