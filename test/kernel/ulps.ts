/** Distance of `actual` from `expected` in units in the last place of `expected`. */
export function ulps(actual: number, expected: number): number {
  if (Object.is(actual, expected) || actual === expected) return 0;
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, Math.abs(expected));
  bits.setBigUint64(0, bits.getBigUint64(0) + 1n);
  return Math.abs(actual - expected) / (bits.getFloat64(0) - Math.abs(expected));
}
