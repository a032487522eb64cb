import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { COMPILED, packageFolder } from "../library/catalogue.js";
import { inputProblem } from "../library/inputProblems.js";
import { nearest } from "../notation/document/nearest.js";
import { readCatalogue } from "../notation/presets/presets.js";
import { Exit } from "./terminal/exit.js";

/** Reads and checks `models/` and keeps what it found for `loadCatalogue`: a step of the build. */
export function compilePresets(): void {
  const { presets } = readCatalogue(["models", "models/platforms"].flatMap(presetFiles));
  writeWhole(COMPILED, JSON.stringify([...presets.values()]));
}

function presetFiles(folder: string): { name: string; text: string }[] {
  const inside = join(packageFolder, folder);
  const names = readdirSync(inside).filter((name) => name.endsWith(".yaml"));
  return names.sort().map((name) => ({ name: `${folder}/${name}`, text: readFileSync(join(inside, name), "utf8") }));
}

/** Largest file read, in bytes; a scenario is refused above 1 MiB anyway. */
const LARGEST = 8 * 1024 * 1024;

/** The text of a file the person named. @throws InputProblems when it cannot be read. */
export function readText(file: string): string {
  if (file === "") throw inputProblem('""', "is no name of a file", "scenario.yaml");
  try {
    const found = statSync(file);
    if (found.isDirectory()) throw inputProblem(file, "is a folder, not a file", neighbour(file, ".yaml"));
    // A device may have no end, and a pipe gives what it has only once, while a file is looked at more than once.
    if (!found.isFile()) throw inputProblem(file, "is no ordinary file; save what it gives in one", "scenario.yaml");
    if (found.size > LARGEST) throw inputProblem(file, `is ${found.size} bytes long; a scenario is at most 1 MiB`);
    return readFileSync(file, "utf8");
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    const isAbsent = error.code === "ENOENT" || error.code === "ENOTDIR";
    if (isAbsent) throw inputProblem(file, "there is no such file", similarFile(file));
    throw inputProblem(file, error.code === "EACCES" ? "may not be read" : `cannot be read (${error.code})`);
  }
}

/** The name in the same folder that is nearest to one that is not there. */
function similarFile(file: string): string | undefined {
  const folder = dirname(file);
  const meant = nearest(basename(file), namesIn(folder));
  return meant === undefined ? undefined : join(folder, meant);
}

/** The first file of a folder with an ending. */
function neighbour(folder: string, ending: string): string | undefined {
  const first = namesIn(folder).find((name) => name.endsWith(ending));
  return first === undefined ? undefined : join(folder, first);
}

/** What is in a folder; nothing when that cannot be told. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** Writes a file whole or not at all: beside it first, then moved into place. @throws InputProblems when it cannot be written. */
export function writeWhole(file: string, text: string): void {
  writeTogether([{ file, text }]);
}

/** Writes files of one folder all or none: beside them first, then moved into place. @throws InputProblems when that cannot be done. */
export function writeTogether(files: readonly { readonly file: string; readonly text: string }[]): void {
  finishWhenInterrupted();
  const last = files[files.length - 1]!.file;
  const placed: string[] = [];
  let folder: string | undefined;
  try {
    for (const { file } of files) requireNoFolder(file);
    folder = mkdtempSync(join(dirname(last), ".hasim-"));
    const drafts = files.map(({ file, text }) => ({ file, text, draft: join(folder!, basename(file)) }));
    for (const { draft, text } of drafts) writeFileSync(draft, text);
    for (const { file, draft } of drafts) {
      renameSync(draft, file);
      placed.push(file);
    }
  } catch (error) {
    for (const file of placed) rmSync(file, { force: true });
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw inputProblem(last, `cannot be written (${code})`, "choose a folder that exists and may be written to");
  } finally {
    if (folder) rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * From here on Ctrl-C waits for what runs, which is the writing of answers, so that nothing stays half done. Before, there
 * must be no such handler: no signal would come through the long loops of a simulation, while without one it ends them at once.
 */
function finishWhenInterrupted(): void {
  if (process.listenerCount("SIGINT") === 0) process.on("SIGINT", () => process.exit(Exit.INTERRUPTED));
}

/** A folder in the place of a file is found before anything is written. */
function requireNoFolder(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw Object.assign(new Error(`${file} is a folder`), { code: "EISDIR" });
  }
}

/**
 * The file that a flag says is to be written; without endings it may have any.
 * @throws InputProblems before long work when it could not be written at its end.
 */
export function fileToWrite(
  flags: Readonly<Record<string, unknown>>,
  flag: string,
  endings: readonly string[] = [],
): string | undefined {
  const file = flags[flag];
  if (Array.isArray(file)) throw inputProblem(`--${flag}`, `is given ${file.length} times, and only one is written`);
  if (file === undefined) return undefined;
  requireWritable(String(file), endings);
  return String(file);
}

function requireWritable(file: string, endings: readonly string[]): void {
  if (endings.length > 0 && !endings.some((ending) => file.endsWith(ending))) {
    throw inputProblem(file, `is written as ${endings.join(" or ")}`, `${file.replace(/\.[^.]*$/, "")}${endings[0]}`);
  }
  try {
    if (statSync(dirname(file)).isDirectory()) return;
  } catch {}
  throw inputProblem(file, "its folder does not exist", "make the folder first");
}
