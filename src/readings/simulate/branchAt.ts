/** The branch that a uniform number picks, each as likely as its weight; the weights add up to one. */
export function branchAt(uniform: number, weights: readonly number[]): number {
  const last = weights.length - 1;
  let rest = uniform;
  for (let i = 0; i < last; i++) {
    rest -= weights[i]!;
    if (rest < 0) return i;
  }
  return last;
}
