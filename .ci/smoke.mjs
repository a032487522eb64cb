// Checks the answer an installed hasim gave for `run --arch n+1 --nodes 6 --json`.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const answer = JSON.parse(readFileSync(process.argv[2], "utf8"));
assert.equal(answer.architecture, "n+1");
assert.equal(answer.nodes, 6);
assert.ok(answer.availability.low <= answer.availability.mean && answer.availability.mean <= answer.availability.high);
assert.ok(answer.availability.mean > 0.9 && answer.availability.mean < 1, "an availability that makes sense");
assert.ok(answer.downtimePerYear.mean > 0 && answer.seed.length > 0);
console.log(`availability ${answer.availability.mean}, seed ${answer.seed}`);
