/** The least index whose value is above `target`, in a non-decreasing list; its length when there is none. */
export function firstAboveIndex(values: ArrayLike<number>, target: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! > target) high = middle;
    else low = middle + 1;
  }
  return low;
}
