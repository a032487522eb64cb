import { isBuiltin } from "node:module";
import ts from "typescript";

/** Members of Math that IEEE 754 or the language fixes to the last bit on every engine. */
const exactMath = new Set(
  "abs ceil clz32 floor fround imul max min round sign sqrt trunc E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2".split(" "),
);

const insteadOfGlobal: Record<string, string> = {
  Date: "take the time as an argument",
  performance: "count events; stopwatches live in src/cli",
  console: "return text and let src/cli print it",
  process: "take the value as an argument; src/cli reads the environment",
  globalThis: "name what is needed and take it as an argument",
  crypto: "draw from a keyed stream",
  Intl: "write the digits out: the locale belongs to the machine",
};

export interface Impurity {
  readonly line: number;
  readonly found: string;
  readonly instead: string;
}

/**
 * What in a source text could make the same seed give other bytes on another day, machine or engine: chance,
 * clocks, the environment, the locale, and mathematics that engines round differently. Reads the syntax tree, so
 * words in comments and strings do not count.
 */
export function impurities(source: string, file = "source.ts"): Impurity[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true);
  const found: Impurity[] = [];
  const note = (node: ts.Node, instead: string): void => {
    const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
    found.push({ line: line + 1, found: node.getText(tree), instead });
  };
  const visit = (node: ts.Node): void => {
    const instead = insteadOf(node);
    if (instead !== undefined) note(node, instead);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** What to write instead of this node, or undefined when there is nothing wrong with it. */
function insteadOf(node: ts.Node): string | undefined {
  if (ts.isBinaryExpression(node)) return insteadOfPower(node);
  if (ts.isIdentifier(node)) return insteadOfName(node);
  if (ts.isStringLiteral(node) && isModuleName(node) && isBuiltin(node.text)) {
    return "take the data as an argument; node modules belong to src/cli";
  }
  return undefined;
}

/** Whole powers that stand in the text are exact where they matter; of negative ones, only those of two. */
function insteadOfPower(node: ts.BinaryExpression): string | undefined {
  const { AsteriskAsteriskToken, AsteriskAsteriskEqualsToken } = ts.SyntaxKind;
  const kind = node.operatorToken.kind;
  if (kind !== AsteriskAsteriskToken && kind !== AsteriskAsteriskEqualsToken) return undefined;
  const whole = node.left.getText() === "2" ? /^-?\d+$/ : /^\d+$/;
  return whole.test(node.right.getText()) ? undefined : "use pow of src/kernel/maths.ts: engines round ** differently";
}

function insteadOfName(node: ts.Identifier): string | undefined {
  const { parent, text } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) {
    if (/^toLocale|^localeCompare$/.test(text))
      return "write the digits or compare with <: the locale belongs to the machine";
    return undefined;
  }
  if (isMemberName(node)) return undefined;
  if (text === "Math") return insteadOfMath(node);
  return Object.hasOwn(insteadOfGlobal, text) ? insteadOfGlobal[text] : undefined;
}

function insteadOfMath(node: ts.Identifier): string | undefined {
  const { parent } = node;
  if (!ts.isPropertyAccessExpression(parent)) return "write Math.name in full, so that this test can judge it";
  if (exactMath.has(parent.name.text)) return undefined;
  if (parent.name.text === "random") return "draw from a keyed stream; a handler declares a law instead";
  return `use ${parent.name.text} of src/kernel/maths.ts: engines round Math.${parent.name.text} differently`;
}

/** A key or member that only happens to share a global's name: `{ process: 1 }`, `interface { Date: string }`. */
function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  const named =
    ts.isPropertyAssignment(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isMethodSignature(parent) ||
    ts.isMethodDeclaration(parent);
  return named && parent.name === node;
}

function isModuleName(node: ts.StringLiteral): boolean {
  const { parent } = node;
  const imported = ts.isCallExpression(parent) && parent.expression.kind === ts.SyntaxKind.ImportKeyword;
  return imported || ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent);
}
