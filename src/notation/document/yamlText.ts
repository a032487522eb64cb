import { type Document, LineCounter, parseDocument, visit } from "yaml";
import { type Finding, type PathPart, type Problem, pathText } from "./problem.js";
import { oddities } from "./yamlOddities.js";
import { offsetOf, startOf } from "./yamlPlace.js";
import { yamlExcess } from "./yamlScan.js";

/** YAML (or JSON, its subset) that was read: plain data, and where each part of it stands. */
export interface YamlText {
  /** undefined when nothing can be made of the text; then there is at least one problem. */
  readonly data: unknown;
  /** With data: what is wrong, yet not so that the rest could not be checked (duplicate keys, NaN). */
  readonly problems: readonly Problem[];
  /** Gives a finding its line and column: the field's own, else those of the nearest block around it. */
  locate(finding: Finding): Problem;
}

/** Reads one YAML document; an empty one is an empty block. Never throws for what stands in the text. */
export function readYaml(text: string, file: string): YamlText {
  const lines = new LineCounter();
  const at = (offset: number, message: string, path: readonly PathPart[] = [], suggestion?: string): Problem => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col, path: pathText(path), message, suggestion };
  };
  const excess = yamlExcess(text);
  if (excess !== undefined) {
    countLines(text, excess.offset, lines);
    return refused([at(excess.offset, excess.message)]);
  }
  const options = { lineCounter: lines, prettyErrors: false, uniqueKeys: false, logLevel: "error" } as const;
  const document = parseDocument(text, options);
  const broken = [...document.errors, ...document.warnings].map((error) => at(error.pos[0], wordsFor(error)));
  if (broken.length > 0) return refused(broken);
  const odd = oddities(document);
  const problems = odd.map(({ offset, message, path }) => at(offset, message, path));
  if (odd.some(({ fatal }) => fatal)) return refused(problems);
  const data = plainData(document);
  if (data === undefined) {
    return refused([...problems, at(firstAlias(document), "aliases of aliases expand too far; write the blocks out")]);
  }
  const locate = (finding: Finding) =>
    at(offsetOf(document, finding), finding.message, finding.path, finding.suggestion);
  return { data, problems, locate };
}

function refused(problems: readonly Problem[]): YamlText {
  return { data: undefined, problems, locate: () => problems[0] };
}

/** The parser counts lines as it goes; for text it never sees they are counted here. */
function countLines(text: string, end: number, lines: LineCounter): void {
  lines.addNewLine(0);
  for (let i = text.indexOf("\n"); i >= 0 && i < end; i = text.indexOf("\n", i + 1)) lines.addNewLine(i + 1);
}

/** undefined when aliases expand beyond all measure, which the library reports by throwing. */
function plainData(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch {
    return undefined;
  }
}

function firstAlias(document: Document.Parsed): number {
  let offset = 0;
  visit(document, {
    Alias(_, alias) {
      offset = startOf(alias);
      return visit.BREAK;
    },
  });
  return offset;
}

/** What the library says, but where it speaks to programmers. */
function wordsFor({ code, message }: { readonly code: string; readonly message: string }): string {
  if (code === "MULTIPLE_DOCS") return "a second document begins here; give each a file of its own";
  const line = message.split("\n")[0].replace(/:$/, "");
  return line.charAt(0).toLowerCase() + line.slice(1);
}
