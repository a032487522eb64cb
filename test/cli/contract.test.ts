import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { hasim } from "./hasim.js";

const scenario = (name: string) => fileURLToPath(new URL(`../../scenarios/${name}`, import.meta.url));

describe("the command line is a contract", () => {
  it.concurrent("the same seed gives the same bytes, another seed others", async () => {
    const ask = (seed: string) => hasim(["run", "--arch", "active-passive", "--json", "--seed", seed]);
    const [a, again, b] = await Promise.all([ask("a"), ask("a"), ask("b")]);
    expect(again.stdout).toBe(a.stdout);
    expect(b.stdout).not.toBe(a.stdout);
    expect(a.code).toBe(0);
  });

  it.concurrent("a run cut short can be replayed with the replications it prints", async () => {
    const words = ["run", "--arch", "n+1", "--json"];
    const auto = JSON.parse((await hasim([...words, "--max-events", "100000"])).stdout);
    const replayed = JSON.parse((await hasim([...words, "--replications", String(auto.replications)])).stdout);
    expect(auto.cut).toBe(true);
    expect(replayed.unavailability).toEqual(auto.unavailability);
  });

  it.concurrent("a run that its time is up for is replayed byte for byte", async () => {
    const words = ["run", "--arch", "n+1", "--precision", "0.1%", "--json"];
    const timed = await hasim([...words, "--max-time", "1s"]);
    const { cut, replications } = JSON.parse(timed.stdout);
    expect(cut).toBe(true);
    expect((await hasim([...words, "--replications", String(replications)])).stdout).toBe(timed.stdout);
  });

  it.concurrent("an objective that is missed gives exit code 1, one that is met 0", async () => {
    const judged = (rto: string) => hasim(["run", "--arch", "active-passive", "--rto", rto, "--json"]);
    const [missed, met] = await Promise.all([judged("5s"), judged("4d")]);
    expect([missed.code, JSON.parse(missed.stdout).rto.verdict]).toEqual([1, "missed"]);
    expect([met.code, JSON.parse(met.stdout).rto.verdict]).toEqual([0, "met"]);
  });

  it.concurrent("solve and run agree within the interval of the simulation", async () => {
    const [exact, simulated] = await Promise.all(
      [["solve"], ["run", "--method", "crude"]].map(async (words) =>
        JSON.parse((await hasim([...words, scenario("reference/L2.yaml"), "--json"])).stdout),
      ),
    );
    expect(exact.unavailability.low).toBe(exact.unavailability.high);
    expect(simulated.unavailability.low).toBeLessThan(exact.unavailability.mean * 1.02);
    expect(simulated.unavailability.high).toBeGreaterThan(exact.unavailability.mean * 0.98);
  });

  it.concurrent("nothing is ever printed as 100 % or 0 ± 0", async () => {
    const quiet = "architecture: active-passive\nnode: {failures: {hardware: {life: 900y, repair: 1h}}}\nhorizon: 1y\n";
    const { stdout } = await hasim(["run", "s.yaml", "--replications", "30", "--json"], { "s.yaml": quiet });
    const result = JSON.parse(stdout);
    expect(result.availability.mean).toBeNull();
    expect(result.availability.low).toBeLessThan(1);
    expect(result.outagesPerYear).toMatchObject({ mean: null, low: 0 });
    expect(result.outagesPerYear.high).toBeCloseTo(-Math.log(0.05) / 30, 10);
  });

  it.concurrent("compare draws the same storms for every design and writes a chart", async () => {
    const words = ["compare", "--arch", "active-passive,single", "--chart", "c.svg", "--csv", "c.csv", "--json"];
    const { code, stdout, files } = await hasim(words);
    const { results, differences } = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(files).toEqual(["c.csv", "c.svg"]);
    expect(results.map((r: { architecture: string }) => r.architecture)).toEqual(["active-passive", "single"]);
    expect(differences[0].downtimePerYear.low).toBeGreaterThan(0);
  });

  it.concurrent("three of five with any law: eleven nines, as the product form has them", async () => {
    const text = [
      "architecture: active-active",
      "nodes: 5",
      "service: {need: 3}",
      "node: {failures: {hardware: {life: {weibull: {mean: 8760h, shape: 2}}, repair: {lognormal: {mean: 1h, sigma: 1}}}}}",
      "crews: unlimited",
      "detection: immediate",
      "takeover: immediate",
      "coverage: 100%",
    ].join("\n");
    const { stdout } = await hasim(["run", "s.yaml", "--method", "accelerated", "--json"], { "s.yaml": text });
    const { method, unavailability } = JSON.parse(stdout);
    // Independent repair: only q = MTTR/(MTTF + MTTR) matters. U = Σ_{j>2} C(5, j) q^j (1 − q)^{5 − j}.
    const q = 1 / 8761;
    const exact = 10 * q ** 3 * (1 - q) ** 2 + 5 * q ** 4 * (1 - q) + q ** 5;
    expect(method).toBe("accelerated");
    expect(unavailability.low).toBeLessThan(exact);
    expect(unavailability.high).toBeGreaterThan(exact);
    expect(unavailability.high / unavailability.low).toBeLessThan(1.12);
  });

  it.concurrent("the version is that of the package, and is printed without loading anything", async () => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect((await hasim(["--version"])).stdout).toBe(`${version}\n`);
  });

  it.concurrent("nines: 99.9 % is 8.77 h a year, 99.99 % 52.6 min, 99.999 % 5.26 min", async () => {
    const { rows } = JSON.parse((await hasim(["nines", "--json"])).stdout);
    const year = (share: number) =>
      rows.find((row: { availability: number }) => Math.abs(row.availability - share) < 1e-9);
    expect(year(0.999).perYear / 3600).toBeCloseTo(8.766, 9);
    expect(year(0.9999).perYear / 60).toBeCloseTo(52.596, 9);
    expect(year(0.99999).perYear / 60).toBeCloseTo(5.2596, 9);
  });
});
