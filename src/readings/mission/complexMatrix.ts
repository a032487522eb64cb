/** Complex numbers in a row, real and imaginary parts apart. */
export interface Complex {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

export const zeros = (length: number): Complex => ({ re: new Float64Array(length), im: new Float64Array(length) });

/** The product of an n × n matrix, row by row, and one of n rows and `columns` columns: a vector has one. */
export function product(a: Complex, b: Complex, n: number, columns: number): Complex {
  const c = zeros(n * columns);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const [re, im] = [a.re[i * n + k]!, a.im[i * n + k]!];
      if (re === 0 && im === 0) continue;
      for (let j = 0; j < columns; j++) {
        const [x, y] = [b.re[k * columns + j]!, b.im[k * columns + j]!];
        c.re[i * columns + j]! += re * x - im * y;
        c.im[i * columns + j]! += re * y + im * x;
      }
    }
  }
  return c;
}

/** Adds a multiple of one row of numbers to another. */
export function add(to: Complex, from: Complex, factor: number): void {
  for (let i = 0; i < to.re.length; i++) {
    to.re[i]! += factor * from.re[i]!;
    to.im[i]! += factor * from.im[i]!;
  }
}
