import { metricText } from "../scenario/drill/threshold.js";
import type { ThresholdResult } from "../study/drill/drillResult.js";

/** A drill as a suite of tests: a case for each threshold, under the name of what was struck. */
interface Suite {
  readonly scenario: string;
  readonly struck: string;
  readonly thresholds: readonly ThresholdResult[];
}

/** A drill as JUnit XML. No time stamp, so that the same drill gives the same bytes. */
export function junitXml({ scenario, struck, thresholds }: Suite): string {
  const failures = thresholds.filter(({ passed }) => !passed).length;
  const counts = `tests="${thresholds.length}" failures="${failures}" errors="0" skipped="0"`;
  const cases = thresholds.flatMap(({ expression, metric, value, passed }) => {
    const opened = `    <testcase classname="${escaped(struck)}" name="${escaped(expression)}"`;
    if (passed) return [`${opened}/>`];
    const message = escaped(`${expression}: got ${metricText(metric, value)}`);
    return [`${opened}>`, `      <failure message="${message}" type="threshold"/>`, "    </testcase>"];
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${escaped(scenario)}" ${counts}>`,
    ...cases,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
  "\t": "&#9;",
  "\r": "&#13;",
};

/** Text for an attribute; what XML 1.0 cannot hold at all becomes a question mark. */
function escaped(text: string): string {
  const letters = [...text].map((letter) => (isXml(letter.codePointAt(0) ?? 0) ? letter : "?"));
  return letters.map((letter) => ENTITIES[letter] ?? letter).join("");
}

/** XML 1.0, production 2: no control characters but tab and line ends, no lone surrogates. */
function isXml(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
}
