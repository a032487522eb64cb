/** Something told, and when. */
export interface Entry<T> {
  readonly at: number;
  readonly told: T;
}

/**
 * Writes down a story as it happens. Of a kind of thing told all the time (`common`) only the last before and the first
 * after its opposite (`rare`) is kept, subject by subject: heartbeats heard, around those missed.
 */
export class Chronicle<T extends { readonly what: string; readonly subject: string }> {
  private readonly entries: Entry<T>[] = [];
  private readonly common: string;
  private readonly rare: string;
  private readonly pending = new Map<string, Entry<T>>();
  private readonly stirred = new Set<string>();

  constructor(common: string, rare: string) {
    this.common = common;
    this.rare = rare;
  }

  write(at: number, told: T): void {
    const { subject, what } = told;
    const entry = { at, told };
    if (what === this.common) {
      if (this.stirred.delete(subject)) this.entries.push(entry);
      else this.pending.set(subject, entry);
      return;
    }
    if (what === this.rare) {
      const last = this.pending.get(subject);
      if (last && !this.stirred.has(subject)) this.entries.push(last);
      this.pending.delete(subject);
      this.stirred.add(subject);
    }
    this.entries.push(entry);
  }

  /** The story in the order of time; what was told at one moment, in the order in which it was told. */
  inOrder(): Entry<T>[] {
    return [...this.entries].sort((a, b) => a.at - b.at);
  }
}
