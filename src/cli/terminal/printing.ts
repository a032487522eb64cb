import { Exit } from "./exit.js";

/**
 * Ends the program when nobody can be told the answer: silently when the reader has gone away (`hasim … | head -1`), with a
 * sentence and the code of wrong input when it cannot be written.
 */
export function endWhenNotPrinted(): void {
  process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
    if (code === "EPIPE") process.exit(Exit.DONE);
    const why = REASONS[String(code)] ?? String(code);
    process.stderr.write(`stdout: the answer cannot be written, ${why}; what was written of it is not whole\n`);
    process.exit(Exit.INPUT);
  });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "as there is no space left (ENOSPC)",
  EIO: "as the device fails (EIO)",
  EBADF: "as it is closed (EBADF)",
  EFBIG: "as a file may not be so large (EFBIG)",
};
