#!/usr/bin/env node
// The version is asked for by scripts and must cost no more than starting Node: nothing else is loaded for it.
import { version } from "./version.js";

if (process.argv.length === 3 && process.argv[2] === "--version") console.log(version());
else await (await import("./main.js")).main(process.argv.slice(2));
