import type { TopLevelSpec } from "vega-lite";

/** Of Vega, missing from its types: widths of text are estimated, not measured with whatever fonts are installed. */
interface TextMetrics {
  canvas(use: boolean): void;
}

/** A chart drawn as SVG; the same specification gives the same bytes. Loads Vega, a third of a second, only when called. */
export async function chartSvg(spec: TopLevelSpec): Promise<string> {
  const [vega, { compile }] = await Promise.all([import("vega"), import("vega-lite")]);
  (vega as unknown as { textMetrics: TextMetrics }).textMetrics.canvas(false);
  const view = new vega.View(vega.parse(compile(spec).spec), { renderer: "none" });
  const svg = await view.toSVG();
  view.finalize();
  return `${svg}\n`;
}
