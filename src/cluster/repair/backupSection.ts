import type { z } from "zod";
import type { Law } from "../../kernel/law.js";
import { block, duration } from "../../notation/document/fields.js";
import type { Finding } from "../../notation/document/problem.js";
import { lawOf } from "../../notation/laws/law.js";
import { law } from "../../notation/laws/lawNotation.js";
import { section } from "../section.js";

/** How a lost server is rebuilt elsewhere from its last backup. */
export interface BackupSpec {
  /** Seconds from the start of one backup to the start of the next. */
  readonly every: number;
  /** Seconds a backup takes; it counts once complete. */
  readonly takes: number;
  /** A person notices and declares. */
  readonly declare: Law;
  /** A new machine is provisioned. */
  readonly provision: Law;
  /** The data is restored and the service started. */
  readonly restore: Law;
}

const schema = block({
  every: duration.optional().describe("From the start of one backup to the start of the next."),
  takes: duration.optional().describe("How long a backup takes; it counts once complete."),
  declare: law.optional().describe("A person notices and decides to rebuild."),
  provision: law.optional().describe("A new machine is made ready."),
  restore: law.optional().describe("The data is restored and the service started."),
}).describe("Backups, and how a lost server is rebuilt from one.");

type Document = {
  readonly backup?: z.output<typeof schema> | undefined;
};

/** `backup:` of a scenario. */
export const backup = section({
  schema,
  spec({ backup: written = {} }: Document, { defaults }): BackupSpec {
    return {
      every: written.every ?? defaults.seconds("backup.every", "backup.every"),
      takes: written.takes ?? defaults.seconds("backup.takes", "backup.takes"),
      declare: lawOf(written.declare ?? defaults.law("backup.declare", "backup.declare")),
      provision: lawOf(written.provision ?? defaults.law("backup.provision", "backup.provision")),
      restore: lawOf(written.restore ?? defaults.law("backup.restore", "backup.restore")),
    };
  },
  findings({ backup: written }: Document): Finding[] {
    const { every, takes } = written ?? {};
    if (every === 0) return [{ path: ["backup", "every"], message: "must be longer than nothing", suggestion: "24h" }];
    if (every === undefined || takes === undefined || takes <= every) return [];
    return [{ path: ["backup", "takes"], message: "a backup must be complete before the next one starts" }];
  },
});
