import { secondsIn } from "./duration.js";
import { leadingNumber, type Parsed, refuse } from "./quantity.js";

const SCALE: ReadonlyMap<string, number> = new Map([
  ["", 1],
  ["k", 1e3],
  ["M", 1e6],
  ["G", 1e9],
]);
const BYTES: ReadonlyMap<string, number> = new Map([
  ["B", 1],
  ["kB", 1e3],
  ["MB", 1e6],
  ["GB", 1e9],
  ["TB", 1e12],
  ["PB", 1e15],
  ["KiB", 2 ** 10],
  ["MiB", 2 ** 20],
  ["GiB", 2 ** 30],
  ["TiB", 2 ** 40],
  ["PiB", 2 ** 50],
]);

/** Reads a rate of work, `1200/s`, `50/min`, `4k requests/s`, into units of work a second ≥ 0. */
export function parseWorkRate(text: string): Parsed<number> {
  const amount = leadingNumber(text.trim());
  const [, scale, word] = /^([kMG](?![A-Za-z])|)\s*[A-Za-z]*\s*\/\s*([a-z]+)$/.exec(amount?.rest ?? "") ?? [];
  const unit = secondsIn(word ?? "");
  const factor = SCALE.get(scale ?? "?");
  if (amount !== undefined && unit !== undefined && factor !== undefined)
    return { value: (amount.number * factor) / unit };
  return refuse(text, "rate of work", "a number per s, min, h or d", `${amount?.digits ?? "1200"}/s`);
}

/** Reads an amount of data, `500GB`, `2 TiB`, into bytes ≥ 0. */
export function parseData(text: string): Parsed<number> {
  const amount = leadingNumber(text.trim());
  const unit = BYTES.get(amount?.rest ?? "");
  if (amount !== undefined && unit !== undefined) return { value: amount.number * unit };
  return refuse(text, "amount of data", "a number with kB, MB, GB, TB or KiB, MiB…", `${amount?.digits ?? "500"}GB`);
}

/** Reads a flow of data, `100MB/s`, into bytes a second ≥ 0. */
export function parseDataRate(text: string): Parsed<number> {
  const slash = text.lastIndexOf("/");
  const amount = slash < 0 ? undefined : parseData(text.slice(0, slash));
  const unit = secondsIn(text.slice(slash + 1).trim());
  if (amount !== undefined && "value" in amount && unit !== undefined) return { value: amount.value / unit };
  return refuse(text, "flow of data", "such as 100MB/s", "100MB/s");
}
