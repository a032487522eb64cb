/** The part of jstat that tests compare with; the package has no types of its own. */
declare module "jstat" {
  const jstat: {
    readonly normal: { cdf(x: number, mean: number, deviation: number): number };
    readonly gamma: { cdf(x: number, shape: number, scale: number): number };
    readonly beta: { cdf(x: number, alpha: number, beta: number): number };
    readonly studentt: { cdf(x: number, df: number): number };
  };
  export default jstat;
}
