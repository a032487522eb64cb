import type { Absence } from "../../cluster/protocols/absences.js";
import type { FaultKind, Members } from "../../cluster/protocols/protocol.js";
import { nearest } from "../../notation/document/nearest.js";
import { type Finding, type PathPart, quote } from "../../notation/document/problem.js";

/** One of several faults of a drill on a platform, as written. */
export interface WrittenFault {
  readonly kind: string;
  /** A member by name; the one that leads or serves unless told. */
  readonly target?: string | undefined;
  readonly at?: number | undefined;
  readonly for?: number | undefined;
}

/** The name of whoever leads or serves. */
const PRIMARY = "primary";

/** The fault that the incident begins with, and the members that are away meanwhile. */
interface Struck {
  readonly fault: FaultKind;
  readonly lasts: number | undefined;
  readonly absences: readonly (Absence & { readonly target: string })[];
}

const isPrimary = ({ target = PRIMARY }: WrittenFault): boolean => target === PRIMARY;

/** Several faults that passed their checks. */
export function struckBy(faults: readonly WrittenFault[], members: Members | undefined): Struck {
  const first = faults.find(isPrimary)!;
  const others = faults.filter((fault) => !isPrimary(fault));
  return {
    fault: first.kind as FaultKind,
    lasts: first.for,
    absences: others.map(({ kind, target, at = 0, for: lasts }) => ({
      member: members!.names.indexOf(target!),
      kind: kind as Absence["kind"],
      at,
      lasts,
      target: target!,
    })),
  };
}

/** Faults that no such platform knows, members that it does not have, and a drill that does not begin with who leads. */
export function struckFindings(
  faults: readonly WrittenFault[],
  platform: string,
  known: readonly string[],
  members: Members | undefined,
  path: readonly PathPart[],
): Finding[] {
  const found = faults.flatMap((fault, i) =>
    isPrimary(fault) ? ofPrimary(fault, known, [...path, i]) : ofMember(fault, platform, members, [...path, i]),
  );
  const primaries = faults.flatMap((fault, i) => (isPrimary(fault) ? [i] : []));
  if (primaries.length === 0)
    found.push({
      path,
      message: "strike nobody who leads or serves; one of them begins the drill",
      suggestion: "{kind: kill}",
    });
  for (const i of primaries.slice(1)) {
    const message = "strikes whoever leads a second time: play that as an experiment on a cluster with this platform";
    found.push({ path: [...path, i], message });
  }
  return [...found, ...twiceAway(faults, path)];
}

function ofPrimary({ kind, at = 0 }: WrittenFault, known: readonly string[], path: PathPart[]): Finding[] {
  if (!known.includes(kind)) return [unknownKind(kind, known, path)];
  if (at === 0) return [];
  return [
    { path: [...path, "at"], message: "must be 0 s: all times run from the fault of whoever leads", suggestion: "0s" },
  ];
}

function ofMember(
  { kind, target = "" }: WrittenFault,
  platform: string,
  members: Members | undefined,
  path: PathPart[],
): Finding[] {
  if (!members || members.names.length === 0) {
    const message = `${platform} has nobody else who matters to its recovery; only whoever leads or serves is struck`;
    return [{ path: [...path, "target"], message, suggestion: PRIMARY }];
  }
  if (!members.names.includes(target)) {
    const message = `no member is called ${quote(target)}; there are ${PRIMARY}, ${members.names.join(", ")}`;
    return [{ path: [...path, "target"], message, suggestion: nearest(target, members.names) }];
  }
  if (members.faults.some((fault) => fault === kind)) return [];
  return [unknownKind(kind, members.faults, path)];
}

function unknownKind(kind: string, known: readonly string[], path: PathPart[]): Finding {
  const message = `${quote(kind)} is not one of ${known.join(", ")}`;
  return { path: [...path, "kind"], message, suggestion: nearest(kind, known) ?? known[0] };
}

/** A member that goes while it is away. */
function twiceAway(faults: readonly WrittenFault[], path: readonly PathPart[]): Finding[] {
  const until = new Map<string, number>();
  const inTime = [...faults.entries()].sort(([, a], [, b]) => (a.at ?? 0) - (b.at ?? 0));
  return inTime.flatMap(([i, fault]): Finding[] => {
    const { target, at = 0, for: lasts = Number.POSITIVE_INFINITY } = fault;
    if (isPrimary(fault)) return [];
    const isAway = (until.get(target!) ?? -1) >= at;
    until.set(target!, at + lasts);
    return isAway ? [{ path: [...path, i, "at"], message: `${target} is away already then` }] : [];
  });
}
