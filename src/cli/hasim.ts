#!/usr/bin/env node
// The version is asked for by scripts and must cost no more than starting Node: next to nothing is loaded for it.
import { endWhenNotPrinted } from "./terminal/printing.js";
import { version } from "./version.js";

if (process.argv.length === 3 && process.argv[2] === "--version") {
  endWhenNotPrinted();
  process.stdout.write(`${version()}\n`);
} else await (await import("./main.js")).main(process.argv.slice(2));
