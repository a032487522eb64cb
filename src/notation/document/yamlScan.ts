import { CST, Lexer } from "yaml";

const MEBIBYTE = 2 ** 20;
const DEEPEST = 64;
const MOST_ALIASES = 100;
const MOST_TOKENS = 400_000;

const TOO_DEEP = `nests deeper than ${DEEPEST} levels; a scenario has fewer than ten: is a bracket not closed?`;

/** Where in the text a limit is broken, and which. */
export interface Excess {
  readonly offset: number;
  readonly message: string;
}

/**
 * Looks at YAML text before it is parsed. The parser recurses: 20 kB of `[` ends the process on Node 20, and no
 * `catch` helps. The lexer does not recurse, so it counts depth, aliases and tokens first.
 */
export function yamlExcess(text: string): Excess | undefined {
  if (text.length > MEBIBYTE) return { offset: 0, message: "is larger than 1 MiB; a scenario is a few kB" };
  const nul = text.indexOf("\0");
  if (nul >= 0) return { offset: nul, message: "holds a NUL byte: a scenario is text in UTF-8" };
  const columns: number[] = [];
  let [offset, line, flow, aliases, tokens] = [0, 0, 0, 0, 0];
  let scalarFollows = false;
  for (const token of new Lexer().lex(text)) {
    const type = scalarFollows ? "scalar" : CST.tokenType(token);
    if (type === "scalar" && !scalarFollows) {
      scalarFollows = true;
      continue;
    }
    if (type === "doc-mode" || type === "flow-error-end") continue;
    scalarFollows = false;
    if (type === "newline") line = offset + token.length;
    else if (type === "flow-seq-start" || type === "flow-map-start") flow++;
    else if (type === "flow-seq-end" || type === "flow-map-end") flow = Math.max(0, flow - 1);
    else if (type === "alias" && ++aliases > MOST_ALIASES)
      return { offset, message: `has more than ${MOST_ALIASES} aliases; write the blocks out` };
    else if (type !== "space" && type !== "comment" && flow === 0) enter(columns, offset - line);
    if (flow + columns.length > DEEPEST) return { offset, message: TOO_DEEP };
    if (++tokens > MOST_TOKENS) return { offset, message: "has too many parts; a scenario has some hundreds" };
    offset += token.length;
  }
  return undefined;
}

/** Keeps the columns at which enclosing blocks begin: a bound on the depth of block nesting. */
function enter(columns: number[], column: number): void {
  while (columns.length > 0 && columns[columns.length - 1] > column) columns.pop();
  if (columns[columns.length - 1] !== column) columns.push(column);
}
