/** Words broken into lines of at most `width` characters; the first keeps its indent, later ones get `indent`. */
export function wrapped(text: string, width: number, indent = 0): string[] {
  const [first = "", ...words] = text.trim().split(/\s+/);
  const lines: string[] = [];
  let line = text.slice(0, text.length - text.trimStart().length) + first;
  for (const word of words) {
    if (line.length + 1 + word.length <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = " ".repeat(indent) + word;
    }
  }
  return [...lines, line];
}

/** `- text` items, wrapped. */
export function listed(texts: readonly string[], width: number): string[] {
  return texts.flatMap((text) => wrapped(text, width - 4, 2).map((line, i) => (i === 0 ? `  - ${line}` : `  ${line}`)));
}

/** Rows of cells as aligned lines, two spaces in and two between columns; nothing is broken. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  }
  return rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  ")}`.trimEnd());
}
