/** A Vega-Lite chart as SVG; the chart libraries are heavy and loaded only here. */
export async function svgOf(spec: object): Promise<string> {
  const { chartSvg } = await import("../report/charts/svg.js");
  return chartSvg(spec as never);
}
