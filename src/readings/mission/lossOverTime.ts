import { leavingRates, type Transitions } from "../enumerate/chain.js";
import { add, type Complex, product, zeros } from "./complexMatrix.js";

/** Terms of the series for a step with a norm of at most one. */
const TERMS = 20;

/**
 * 1 − E[exp(−∫ loss(Xₜ) dt)] over `time` seconds, for each state X begins in: what is lost when state s loses at the
 * complex rate lossₛ. By the exponential of a short step, doubled until it is the whole time. What is lost is kept beside the
 * matrix and added up, never taken from one, and each row of the matrix is made to agree with it again, so that
 * neither a small loss nor a long time costs digits. Cubic in the states.
 */
export function lossOverTime(chain: Transitions, loss: Complex, time: number): Complex {
  const n = chain.states;
  const leaving = leavingRates(chain);
  const fastest = leaving.reduce(
    (most, rate, s) => Math.max(most, rate + Math.abs(loss.re[s]!) + Math.abs(loss.im[s]!)),
    0,
  );
  let doublings = 0;
  let step = time;
  for (; fastest * step > 0.5; step /= 2) doublings++;
  let [matrix, lost] = shortStep(chain, leaving, loss, step);
  for (; doublings > 0; doublings--) {
    const later = product(matrix, lost, n, 1);
    matrix = product(matrix, matrix, n, n);
    add(lost, later, 1);
    agree(matrix, lost, n);
  }
  return lost;
}

/** exp(A·step) and what it loses, A being the rates with the losses on the diagonal: Σ (A·step)ᵏ/k! and Σ (A·step)ᵏ/(k+1)! · loss·step. */
function shortStep(chain: Transitions, leaving: Float64Array, loss: Complex, step: number): [Complex, Complex] {
  const n = chain.states;
  const once = zeros(n * n);
  for (let s = 0; s < n; s++) {
    once.re[s * n + s] = -(leaving[s]! + loss.re[s]!) * step;
    once.im[s * n + s] = -loss.im[s]! * step;
    for (let e = chain.firstEdge[s]!; e < chain.firstEdge[s + 1]!; e++)
      once.re[s * n + chain.target[e]!]! += chain.rate[e]! * step;
  }
  const [matrix, lost] = [zeros(n * n), zeros(n)];
  let power = zeros(n * n);
  for (let s = 0; s < n; s++) power.re[s * n + s] = 1;
  let losing = zeros(n);
  add(losing, loss, step);
  for (let k = 0, factor = 1; k < TERMS; k++, factor /= k) {
    add(matrix, power, factor);
    add(lost, losing, factor / (k + 1));
    power = product(power, once, n, n);
    losing = product(once, losing, n, 1);
  }
  return [matrix, lost];
}

/** Scales each row so that it adds up to one less what is lost from it; rows of which next to nothing is left stay. */
function agree(matrix: Complex, lost: Complex, n: number): void {
  for (let s = 0; s < n; s++) {
    let [re, im] = [0, 0];
    for (let i = s * n; i < (s + 1) * n; i++) {
      re += matrix.re[i]!;
      im += matrix.im[i]!;
    }
    const size = re * re + im * im;
    if (size < 1e-6) continue;
    const [x, y] = [1 - lost.re[s]!, -lost.im[s]!];
    const [factorRe, factorIm] = [(x * re + y * im) / size, (y * re - x * im) / size];
    for (let i = s * n; i < (s + 1) * n; i++) {
      const [a, b] = [matrix.re[i]!, matrix.im[i]!];
      matrix.re[i] = a * factorRe - b * factorIm;
      matrix.im[i] = a * factorIm + b * factorRe;
    }
  }
}
