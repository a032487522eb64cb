import type { Plant } from "../../src/cluster/plant.js";
import { exponential } from "../../src/kernel/laws/exponential.js";
import { immediate } from "../../src/kernel/laws/immediate.js";

/** Rates per hour, as the reference models give them. */
export type Parameters = Readonly<Record<string, number>>;

const HOUR = 3600;
const atRate = (perHour: number) => exponential({ mean: perHour > 0 ? HOUR / perHour : Number.POSITIVE_INFINITY });

/** The plant that a case of the reference models (kofn, nplus1, slots) means. */
export function referencePlant(model: string, p: Parameters): Plant {
  if (model === "kofn") return kOfN(p);
  return model === "nplus1" ? nPlusOne(p) : slots(p);
}

function slots(p: Parameters): Plant {
  return plant(p.nodes!, p.slots!, { ...p, detection: atRate(p.det!), takeover: atRate(p.fo!), coverage: p.c!, manual: atRate(p.man!) });
}

function nPlusOne(p: Parameters): Plant {
  return plant(p.N! + p.SP!, p.N!, { ...p, crews: p.CR!, need: p.K!, takeover: atRate(p.sigma!) });
}

function kOfN(p: Parameters): Plant {
  return {
    ...plant(p.N!, p.N!, { ...p, crews: p.CR!, need: p.K! }),
    hosting: "shared",
    survivorsFailWhileDown: p.susp === 0,
    commonCause: p.beta! > 0 ? { every: atRate(p.beta! * p.lam!), detection: immediate(), repair: atRate(p.mu!), needsCrew: true } : undefined,
  };
}

function plant(nodes: number, slots: number, p: Record<string, any>): Plant {
  const detection = p.detection ?? immediate();
  return {
    classes: [
      {
        name: "node",
        count: nodes,
        modes: [
          {
            name: "hardware",
            life: atRate(p.lam),
            detection,
            repair: atRate(p.mu),
            needsCrew: true,
            recovery: "failover",
            parts: { count: 1, need: 1, swap: immediate() },
          },
        ],
      },
    ],
    slots,
    need: p.need ?? slots,
    hosting: "each",
    crews: p.crews,
    takeover: { law: p.takeover ?? immediate(), coverage: p.coverage ?? 1, manual: p.manual ?? immediate() },
    standby: { factor: p.alpha ?? 1, latent: 0, test: immediate() },
    survivorsFailWhileDown: true,
  };
}
