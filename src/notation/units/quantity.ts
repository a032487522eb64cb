import { quote } from "../document/problem.js";

/** The outcome of reading a quantity: a value, or what is wrong with it and what may have been meant. */
export type Parsed<T> = { readonly value: T } | { readonly message: string; readonly suggestion?: string | undefined };

/** No quantity a person writes is longer; longer texts are refused unread, so reading takes no time worth naming. */
export const LONGEST_QUANTITY = 100;

/** A number at the start of a text, what it was written as, and the text after it and any blanks. */
export interface LeadingNumber {
  readonly number: number;
  readonly digits: string;
  readonly rest: string;
}

const NUMBER = /^(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/;

/** Reads an unsigned decimal number such as `5`, `0.25`, `1e-3`; undefined when there is none or it is not finite. */
export function leadingNumber(text: string): LeadingNumber | undefined {
  const digits = text.length > LONGEST_QUANTITY ? undefined : NUMBER.exec(text)?.[0];
  if (digits === undefined || !Number.isFinite(Number(digits))) return undefined;
  return { number: Number(digits), digits, rest: text.slice(digits.length).trimStart() };
}

/** A percentage's digits as a share, rounded once: "99.95" → 0.9995 exactly as the literal 0.9995 would be. */
export function hundredth(digits: string): number {
  return /[eE]/.test(digits) ? Number(digits) / 100 : Number(`${digits}e-2`);
}

/** The refusal of `text` as a `kind` ("duration"), naming what is accepted. */
export function refuse(text: string, kind: string, accepted: string, suggestion?: string): Parsed<never> {
  if (/^\s*-\s*[\d.]/.test(text)) {
    return { message: `${quote(text)} is negative; a ${kind} cannot be`, suggestion: text.trim().slice(1, 40).trim() };
  }
  return { message: `${quote(text)} is not a ${kind} (${accepted})`, suggestion };
}
