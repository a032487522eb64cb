import type { Plant } from "../../src/cluster/plant.js";
import type { DomainSpec } from "../../src/cluster/site/sitesSpec.js";
import type { FailureModeSpec, TakeoverSpec } from "../../src/cluster/spec.js";
import type { StorageSpec } from "../../src/cluster/storage/storageSection.js";
import type { Law } from "../../src/kernel/law.js";
import { exponential } from "../../src/kernel/laws/exponential.js";
import { immediate } from "../../src/kernel/laws/immediate.js";

/** Rates per hour, as the reference models give them. */
export type Parameters = Readonly<Record<string, number>>;

const HOUR = 3600;
const atRate = (perHour: number) => exponential({ mean: perHour > 0 ? HOUR / perHour : Number.POSITIVE_INFINITY });

/** The plant that a case of the reference models (kofn, nplus1, slots, dr2site, mttdl) means. */
export function referencePlant(model: string, p: Parameters): Plant {
  if (model === "kofn") return kOfN(p);
  if (model === "dr2site") return twoSites(p);
  if (model === "mttdl") return disks(p);
  return model === "nplus1" ? nPlusOne(p) : slots(p);
}

function slots(p: Parameters): Plant {
  return plant(p.nodes, p.slots, {
    ...p,
    detection: atRate(p.det),
    takeover: { law: atRate(p.fo), coverage: p.c, manual: atRate(p.man) },
  });
}

function nPlusOne(p: Parameters): Plant {
  return plant(p.N + p.SP, p.N, { ...p, crews: p.CR, need: p.K, takeover: surely(atRate(p.sigma)) });
}

function kOfN(p: Parameters): Plant {
  const shock = { every: atRate(p.beta * p.lam), detection: immediate(), repair: atRate(p.mu), needsCrew: true };
  return {
    ...plant(p.N, p.N, { ...p, crews: p.CR, need: p.K }),
    hosting: "shared",
    survivorsFailWhileDown: p.susp === 0,
    commonCause: p.beta > 0 ? shock : undefined,
  };
}

/** Disks in front of which a server stands that never fails. */
function disks(p: Parameters): Plant {
  const storage: StorageSpec = {
    kind: "raid",
    units: p.N,
    survives: p.M,
    life: atRate(p.lam),
    rebuild: atRate(p.mu),
    rebuilds: p.CR,
    unreadable: p.pu,
    restore: exponential({ mean: 10 * HOUR }),
  };
  return { ...plant(1, 1, {}), storage };
}

/** Each site is lost with all that is in it and stands anew; the second one takes over when it is told to. */
function twoSites(p: Parameters): Plant {
  const site = (name: string, first: number, end: number, disasters: number): DomainSpec => ({
    name,
    kind: "site",
    first,
    end,
    within: -1,
    crews: p.CR,
    fails: {
      life: atRate(disasters),
      repair: atRate(p.rb),
      detection: immediate(),
      restart: immediate(),
      destroys: true,
    },
  });
  return {
    ...plant(p.N1 + p.N2, p.N1, { ...p, need: p.K1 }),
    hosting: "shared",
    sites: [site("main", 0, p.N1, p.d1), site("other", p.N1, p.N1 + p.N2, p.d2)],
    recovery: {
      detect: immediate(),
      declare: atRate(p.dec),
      automatic: false,
      steps: [{ name: "failover", takes: atRate(p.fo), success: p.pf }],
      manual: atRate(p.man),
      failback: { after: atRate(p.fb), takes: atRate(p.fbd) },
      comeBack: atRate(p.fo),
      lag: immediate(),
    },
  };
}

const surely = (law: Law): TakeoverSpec => ({ law, coverage: 1, manual: immediate() });

/** What the three reference models say about a plant, and what they leave at its default. */
interface Said {
  readonly lam?: number;
  readonly mu?: number;
  readonly alpha?: number;
  readonly crews?: number;
  readonly need?: number;
  readonly detection?: Law;
  readonly takeover?: TakeoverSpec;
}

function plant(nodes: number, slots: number, said: Said): Plant {
  const hardware: FailureModeSpec = {
    name: "hardware",
    life: atRate(said.lam ?? 0),
    detection: said.detection ?? immediate(),
    repair: atRate(said.mu ?? 0),
    needsCrew: true,
    recovery: "failover",
    parts: { count: 1, need: 1, swap: immediate() },
  };
  return {
    classes: [{ name: "node", count: nodes, modes: [hardware] }],
    slots,
    need: said.need ?? slots,
    hosting: "each",
    crews: said.crews ?? 1,
    takeover: said.takeover ?? surely(immediate()),
    standby: { factor: said.alpha ?? 1, latent: 0, test: immediate() },
    survivorsFailWhileDown: true,
  };
}
