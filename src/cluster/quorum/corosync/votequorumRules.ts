/** The `quorum` section of corosync.conf, in the words of votequorum(5). Nodes are numbered from 0 in order of their ids. */
export interface VotequorumSettings {
  /** Votes of each node of the node list (`quorum_votes`, 1 unless set); their number is the number of nodes. */
  readonly votes: readonly number[];
  /** Either of two nodes stays quorate alone; fencing must decide. Implies `waitForAll` unless that is set. */
  readonly twoNode?: boolean;
  /** A node that is not quorate waits until all votes are present once. */
  readonly waitForAll?: boolean;
  /** Which half of an even split stays quorate: that with the lowest or highest node of the last quorate membership, or a list. */
  readonly autoTieBreaker?: "none" | "lowest" | "highest" | readonly number[];
  /** The expected votes follow the live members of a quorate partition once the window has run out after a loss. */
  readonly lastManStanding?: boolean;
  /** Nodes that leave in good order take their expected votes along (never below the configured ones). */
  readonly allowDownscale?: boolean;
  readonly device?: QdeviceSettings | undefined;
}

/** A quorum device of model `net`: a daemon elsewhere (qnetd) that gives its votes to one partition. */
export interface QdeviceSettings {
  /** `ffsplit`: to exactly one half; `lms`: to the partition with most nodes in contact, be it one node. */
  readonly algorithm: "ffsplit" | "lms";
  /** Which node's partition wins between equals. */
  readonly tieBreaker: "lowest" | "highest" | number;
  /** 1 for ffsplit, nodes − 1 for lms. */
  readonly votes: number;
}

/** The settings as the daemon takes them: defaults filled, what excludes another switched off. */
export interface VotequorumRules {
  readonly nodes: number;
  readonly votes: readonly number[];
  /** Votes expected at the start of a node. */
  readonly expected: number;
  readonly twoNode: boolean;
  readonly waitForAll: boolean;
  readonly tieBreaker: "none" | "lowest" | "highest" | readonly number[];
  readonly lastManStanding: boolean;
  readonly allowDownscale: boolean;
  readonly device: QdeviceSettings | null;
}

/**
 * Reads the settings as corosync does: `two_node` gives way to a tie-breaker, a tie-breaker on an odd number of votes
 * is ignored without `wait_for_all`, `last_man_standing` needs one vote a node.
 * Source: corosync 3.1, exec/votequorum.c (votequorum_readconfig), votequorum(5).
 * @throws RangeError for what corosync refuses: a device with two_node, last_man_standing, a tie-breaker or
 * allow_downscale; a tie-breaker with last_man_standing on an odd number of votes without wait_for_all.
 */
export function votequorumRules(settings: VotequorumSettings): VotequorumRules {
  const { votes, device = null, lastManStanding = false, allowDownscale = false } = settings;
  if (votes.length === 0 || votes.some((v) => !Number.isInteger(v) || v < 0)) {
    throw new RangeError("votequorum: every node needs a whole number of votes, zero or more");
  }
  const expected = votes.reduce((sum, v) => sum + v, 0);
  const asked = settings.autoTieBreaker ?? "none";
  const twoNodeAsked = settings.twoNode ?? false;
  const waitForAll = settings.waitForAll ?? twoNodeAsked;
  const oddAlone = asked !== "none" && expected % 2 === 1 && !waitForAll;
  if (oddAlone && lastManStanding) {
    throw new RangeError(
      "votequorum: a tie-breaker with last_man_standing on an odd number of votes needs wait_for_all",
    );
  }
  if (device) refuseWithDevice({ two_node: twoNodeAsked, last_man_standing: lastManStanding });
  if (device) refuseWithDevice({ auto_tie_breaker: asked !== "none", allow_downscale: allowDownscale });
  return {
    nodes: votes.length,
    votes,
    expected,
    twoNode: twoNodeAsked && asked === "none",
    waitForAll,
    tieBreaker: oddAlone ? "none" : asked,
    lastManStanding: lastManStanding && votes.every((v) => v <= 1),
    allowDownscale,
    device,
  };
}

function refuseWithDevice(options: Readonly<Record<string, boolean>>): void {
  for (const [name, on] of Object.entries(options)) {
    if (on) throw new RangeError(`votequorum: a quorum device and ${name} exclude each other`);
  }
}
