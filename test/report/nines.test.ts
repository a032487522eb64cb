import { describe, expect, it, test } from "vitest";
import { parseMoneyRate } from "../../src/notation/units/money.js";
import { ninesTable } from "../../src/report/ninesTable.js";
import { ninesText } from "../../src/report/ninesText.js";

const PLAIN = { colour: false, width: 100 };

// The times the essay on high availability gives for a year, rounded as it rounds them; it counts 8 766 h to the year.
test.each([
  [0.99, 87.7 * 3600, 0.05 * 3600],
  [0.999, 8.77 * 3600, 0.005 * 3600],
  [0.9999, 52.6 * 60, 0.05 * 60],
  [0.99999, 5.26 * 60, 0.005 * 60],
])("%d is down as long a year as the essay says", (availability, seconds, rounding) => {
  expect(Math.abs((ninesTable(availability).rows[0]?.perYear ?? 0) - seconds)).toBeLessThanOrEqual(rounding);
});

describe("nines", () => {
  it("is a table from two nines to six", () => {
    expect(ninesText(ninesTable(), PLAIN)).toBe(
      [
        "  availability  nines  down a year  a month   a day",
        "  99 %          2      87.7 h       7.3 h     14.4 min",
        "  99.9 %        3      8.77 h       43.8 min  1.44 min",
        "  99.99 %       4      52.6 min     4.38 min  8.64 s",
        "  99.999 %      5      5.26 min     26.3 s    864 ms",
        "  99.9999 %     6      31.6 s       2.63 s    86.4 ms",
        "",
      ].join("\n"),
    );
  });
  it("adds money for one availability: 99.95 % of a year at $5000 a minute", () => {
    const cost = parseMoneyRate("$5000/min");
    if (!("value" in cost)) throw new Error(cost.message);
    const table = ninesTable(0.9995, cost.value);
    // 0.0005 · 8 766 h · 60 min/h · $5000/min
    expect(table.rows[0]?.costPerYear).toBeCloseTo(1_314_900, 6);
    expect(table.rows[0]?.costPerMonth).toBeCloseTo(109_575, 6);
    expect(ninesText(table, PLAIN)).toContain("$1,314,900    $109,575");
  });
  it("has whole numbers for whole nines, and none for a service that never fails", () => {
    expect(ninesTable().rows.map(({ nines }) => nines)).toEqual([2, 3, 4, 5, 6]);
    expect(ninesTable(1).rows[0]).toMatchObject({ nines: null, perYear: 0 });
  });
  it.each([-0.1, 1.1, Number.NaN])("refuses %d", (availability) => {
    expect(() => ninesTable(availability)).toThrow(RangeError);
  });
});
