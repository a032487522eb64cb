import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Agenda } from "../../src/kernel/agenda.js";
import { Stream } from "../../src/kernel/stream.js";

/** The slow and obvious twin: a list, sorted by time at every look; JavaScript's sort keeps equals in order. */
class SortedList {
  private entries: { time: number; id: number; stamp: number }[] = [];

  schedule(time: number, id: number, stamp: number): void {
    this.entries.push({ time, id, stamp });
    this.entries.sort((a, b) => a.time - b.time);
  }
  earliest(): number {
    return this.entries[0]?.time ?? Infinity;
  }
  take(): { time: number; id: number; stamp: number } | undefined {
    return this.entries.shift();
  }
  clear(): void {
    this.entries = [];
  }
  get size(): number {
    return this.entries.length;
  }
}

describe("the agenda", () => {
  it("gives back what is due in order of time, with its stamp", () => {
    const agenda = new Agenda(4);
    agenda.schedule(30, 1, 100);
    agenda.schedule(10, 2, 200);
    agenda.schedule(20, 3, 300);
    expect(agenda.earliest()).toBe(10);
    expect([agenda.take(), agenda.takenTime, agenda.takenStamp]).toEqual([2, 10, 200]);
    expect([agenda.take(), agenda.takenTime, agenda.takenStamp]).toEqual([3, 20, 300]);
    expect(agenda.size).toBe(1);
    expect([agenda.take(), agenda.takenTime, agenda.takenStamp]).toEqual([1, 30, 100]);
    expect([agenda.size, agenda.earliest(), agenda.take()]).toEqual([0, Infinity, -1]);
  });

  it("serves equal times first come, first served, also across takes", () => {
    const agenda = new Agenda(2);
    for (let id = 0; id < 100; id++) agenda.schedule(5, id, 0);
    for (let id = 0; id < 50; id++) {
      expect(agenda.take()).toBe(id);
      agenda.schedule(5, 100 + id, 0);
    }
    for (let id = 50; id < 150; id++) expect(agenda.take()).toBe(id);
  });

  it("lets an owner cancel by moving its stamp on", () => {
    const agenda = new Agenda(2);
    const stampOf = [0, 0];
    agenda.schedule(1, 0, stampOf[0]);
    agenda.schedule(2, 1, stampOf[1]);
    stampOf[0]++;
    agenda.schedule(3, 0, stampOf[0]);
    const fired: number[] = [];
    while (agenda.size > 0) {
      const id = agenda.take();
      if (stampOf[id] === agenda.takenStamp) fired.push(agenda.takenTime);
    }
    expect(fired).toEqual([2, 3]);
  });

  it("forgets everything when cleared, an open root included", () => {
    const agenda = new Agenda(2);
    agenda.schedule(1, 1, 0);
    agenda.schedule(2, 2, 0);
    agenda.take();
    agenda.clear();
    expect([agenda.size, agenda.earliest(), agenda.take()]).toEqual([0, Infinity, -1]);
    agenda.schedule(7, 7, 0);
    expect([agenda.size, agenda.take()]).toEqual([1, 7]);
  });

  it("behaves as its slow twin under any use", () => {
    // Few distinct times, so that ties are common.
    const action = fc.oneof(
      { weight: 60, arbitrary: fc.record({ time: fc.nat({ max: 12 }), id: fc.nat(), stamp: fc.integer() }) },
      { weight: 50, arbitrary: fc.constant("take" as const) },
      { weight: 20, arbitrary: fc.constant("earliest" as const) },
      { weight: 1, arbitrary: fc.constant("clear" as const) },
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 300, size: "max" }), (actions) => {
        const agenda = new Agenda(1);
        const twin = new SortedList();
        for (const step of actions) {
          if (step === "clear") {
            agenda.clear();
            twin.clear();
          } else if (step === "earliest") {
            expect(agenda.earliest()).toBe(twin.earliest());
          } else if (step === "take") {
            const expected = twin.take();
            const id = agenda.take();
            if (expected === undefined) expect(id).toBe(-1);
            else expect({ time: agenda.takenTime, id, stamp: agenda.takenStamp }).toEqual(expected);
          } else {
            agenda.schedule(step.time, step.id, step.stamp);
            twin.schedule(step.time, step.id, step.stamp);
          }
          expect(agenda.size).toBe(twin.size);
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it("holds a hundred thousand entries in order while they come and go", () => {
    const agenda = new Agenda(16);
    const stream = new Stream();
    stream.seed(1, 2, 3, 4);
    const pending = 100_000;
    for (let id = 0; id < pending; id++) agenda.schedule(stream.exponential(), id, 0);
    let now = 0;
    for (let i = 0; i < 200_000; i++) {
      const id = agenda.take();
      if (agenda.takenTime < now) throw new Error("out of order");
      now = agenda.takenTime;
      agenda.schedule(now + stream.exponential(), id, 0);
    }
    expect(agenda.size).toBe(pending);
    expect(Math.abs(now - 2)).toBeLessThan(0.05);
    const ids = new Set<number>();
    while (agenda.size > 0) ids.add(agenda.take());
    expect(ids.size).toBe(pending);
  });
});
