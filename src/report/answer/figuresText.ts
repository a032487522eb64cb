import { formatDuration, YEAR } from "../../notation/units/duration.js";
import { nines, times } from "../../study/figures/estimates.js";
import { standInsText } from "../../study/figures/replaced.js";
import type { Estimate, Result } from "../../study/result.js";
import { columns } from "../words/layout.js";
import { availability, chance, count, duration, ninesOf, onceIn, plain, rate, share } from "../words/numbers.js";
import type { Paint } from "../words/style.js";

const MONTHS = 12;

/** Figures of the long run and of the mission, each with its interval: per service, where there are several, and for all. */
export function figuresText(result: Result, paint: Paint): string[] {
  return [
    paint.bold("Figures") + paint.dim(levelNote(result)),
    ...columns([...availabilityRows(result), ...otherRows(result), ...missionRows(result), ...ownRows(result.figures)]),
    ...uncertaintyLines(result),
  ];
}

function levelNote({ unavailability: { level }, notes }: Result): string {
  if (level < 1) return `  with ${Number((level * 100).toPrecision(4))} % intervals`;
  const standIns = standInsText(notes);
  return standIns === undefined ? "  exact" : `  exact for ${standIns} (Notes)`;
}

function availabilityRows(result: Result): string[][] {
  const { perService, unavailability, downtimePerYear, downtimePerMonth, outagesPerYear } = result;
  const all = availabilityColumn(unavailability, downtimePerYear, downtimePerMonth, outagesPerYear);
  const names = ["availability", "nines", "downtime", "", "outages", ""];
  if (perService.services === 1) return rowsOf([names, all]);
  const { downtimePerYear: down, unavailability: u } = perService;
  const each = availabilityColumn(u, down, times(down, 1 / MONTHS), perService.outagesPerYear);
  return [["", "each service", `all ${perService.services} up`], ...rowsOf([names, each, all])];
}

function availabilityColumn(u: Estimate, year: Estimate, month: Estimate, outages: Estimate): string[] {
  return [
    availability(u),
    ninesOf(nines(u)),
    duration(year, "/year"),
    duration(month, "/month"),
    rate(outages),
    onceIn(outages),
  ];
}

/** Columns turned into rows; rows with nothing but a name are left out. */
function rowsOf(cells: readonly (readonly string[])[]): string[][] {
  const rows = (cells[0] ?? []).map((_, i) => cells.map((column) => column[i] ?? ""));
  return rows.filter((row) => row.slice(1).some((cell) => cell !== ""));
}

function otherRows({ served, degraded, planned, splitBrain, mttf }: Result): string[][] {
  return [
    ["demand served", share(served)],
    ["degraded", share(degraded)],
    ...(seen(planned) ? [["planned downtime", duration(planned, "/year")]] : []),
    ...(seen(splitBrain.secondsPerYear) ? [["two writers", duration(splitBrain.secondsPerYear, "/year")]] : []),
    ...(seen(splitBrain.incidentsPerYear) ? [["split-brains", rate(splitBrain.incidentsPerYear)]] : []),
    ...(mttf ? [["first outage after", duration(mttf)]] : []),
  ];
}

/** True when a figure says more than "not modelled". */
function seen({ mean, high }: Estimate): boolean {
  return mean === null ? Number.isFinite(high) : high > 0;
}

function missionRows({ mission }: Result): string[][] {
  if (!mission) return [];
  const { horizon, downtime, outages, unreliability } = mission;
  return [
    [`from new, over ${formatDuration(horizon)}`, ""],
    ["  downtime", duration(downtime)],
    ["  outages", plain(outages)],
    ["  chance of one", chance(unreliability)],
  ];
}

/** Names and units of the figures the base semantics declares; others are shown under their own names. */
const OWN: Readonly<Record<string, readonly [string, (estimate: Estimate) => string]>> = {
  nodesUp: ["nodes working", count],
  slotsServed: ["work placed", share],
  belowFull: ["below full service", share],
  onRecoverySite: ["on the recovery site", share],
  bothSitesDown: ["neither site could serve", share],
  siteFailoversPerYear: ["site failovers", rate],
  missionSiteFailovers: ["site failovers, from new", plain],
  missionSiteFailover: ["  chance of one", chance],
  dataLost: ["data lost, until restored", share],
  timeToDataLoss: ["first loss of data after", (estimate) => duration(estimate)],
  missionDataLoss: ["data lost in the mission", chance],
};

function ownRows(figures: Result["figures"]): string[][] {
  return Object.entries(figures).map(([name, estimate]) => {
    const [words, format] = OWN[name] ?? [name, plain];
    return [words, format(estimate)];
  });
}

function uncertaintyLines({ inputUncertainty, perService }: Result): string[] {
  if (!inputUncertainty) return [];
  const { low, high } = inputUncertainty;
  const least = low > 0 ? formatDuration(low * YEAR) : "too little to be seen in a short run";
  const most = formatDuration(high * YEAR);
  const whose = perService.services > 1 ? " of each service" : "";
  return [`  what the presets do not know makes the downtime${whose} anything from ${least} to ${most} a year`];
}
