import type { Law } from "../../kernel/law.js";
import type { ClusterPart } from "../clusterPart.js";
import { nodesFrom } from "../failover/near.js";
import type { OriginId } from "../ids.js";
import { outermost } from "../site/sitesSpec.js";
import { Mark, Role } from "../vocabulary.js";
import { serve, slotLost } from "../work/work.js";
import { leave, nodeBack, nodeGone, takeCharge } from "./inCharge.js";
import { byHand, NONE, type Recovery, running, stepOf, Wish } from "./recoveryBench.js";
import { attribute } from "./recoveryPhases.js";
import type { RecoverySpec } from "./recoverySpec.js";

const { ACTIVE, LOST, LATENT } = Role;

/**
 * Two sites, one of which serves as a whole. When it cannot, and the other could, that is noticed, declared, and the other site
 * takes over step by step; later the service moves back. Within the site in charge, nodes take over from nodes.
 */
export const siteRecovery: ClusterPart = {
  name: "siteRecovery",
  origins: ({ recovery }) => (recovery?.failback ? ["failback"] : []),
  build({ plant: { recovery: spec, sites }, originNamed }) {
    if (!spec || !sites) return undefined;
    const movingBack = running(spec.steps.length);
    return {
      groups: [{ name: "recovery", size: 1, fields: { charge: "value", wish: "value", stage: "value" } }],
      activities: {
        /** The loss of the serving site is noticed, and the other site is told to take over. */
        siteMissed: { of: "recovery", reaction: true },
        siteDeclared: { of: "recovery" },
        /** A step of the recovery is over, by itself or by hand. */
        recoveryStep: { of: "recovery" },
        recoveryByHand: { of: "recovery" },
        /** Both sites work: the service moves back. The other one is lost while it serves: so it does, unplanned. */
        failbackBegins: { of: "recovery" },
        failbackEnds: { of: "recovery" },
        comesBack: { of: "recovery" },
      },
      choices: { stepWorks: { of: "recovery", mayFail: true } },
      levels: ["planned", "onRecoverySite", "bothSitesDown"],
      bind(bench) {
        const own: Recovery = {
          ...bench,
          spec,
          sites: outermost(sites),
          nears: outermost(sites).map(({ first, end }) => nodesFrom(bench.nodes, first, end)),
          movingBack,
          failbackOrigin: originNamed("failback"),
          charge: bench.view("recovery", "charge"),
          wish: bench.view("recovery", "wish"),
          stage: bench.view("recovery", "stage"),
          waits: [
            null,
            bench.activity("siteMissed"),
            bench.activity("siteDeclared"),
            bench.activity("failbackBegins"),
            bench.activity("comesBack"),
          ],
          step: bench.activity("recoveryStep"),
          finish: bench.activity("recoveryByHand"),
          movedBack: bench.activity("failbackEnds"),
          works: bench.choice("stepWorks"),
        };
        return {
          hears: {
            nodeStops(node, origin) {
              if (own.nodes.role[node] === ACTIVE) slotLost(own, own.nodes.slotOf[node]!, origin);
            },
            nodeGone: (node, takeover) => nodeGone(own, node, takeover),
            takeoverWorks: (node) => serve(own, node),
            nodeBack: (node, asBefore) => nodeBack(own, node, asBefore),
            settled: () => look(own),
          },
          ends: {
            siteMissed: () => siteMissed(own),
            siteDeclared: () => declared(own),
            recoveryStep: () => stepEnded(own),
            recoveryByHand: () => next(own),
            failbackBegins: () => moveBack(own),
            failbackEnds: () => takeCharge(own, 0),
            comesBack: () => comeBack(own),
          },
          answers: { attribute: (seconds, sums, from) => attribute(own, seconds, sums, from) },
          measure(levels, from) {
            levels[from] = own.stage[0] === movingBack ? 1 : 0;
            levels[from + 1] = own.charge[0] === 1 && own.stage[0] === NONE ? 1 : 0;
            levels[from + 2] = couldServe(own, 0) || couldServe(own, 1) ? 0 : 1;
          },
        };
      },
    };
  },
};

/** Are there nodes enough at a site that work, or look as if they did? */
function couldServe({ cluster, nodes, sites }: Recovery, site: number): boolean {
  const { first, end } = sites[site]!;
  let working = 0;
  for (let node = first; node < end; node++) {
    const role = nodes.role[node]!;
    if (role < LOST || role === LATENT) working++;
  }
  return working >= cluster.plant.need;
}

/** What is to be waited for, as things are. */
function wishOf(own: Recovery): number {
  if (own.stage[0] !== NONE) return Wish.NOTHING;
  const [main, other] = [couldServe(own, 0), couldServe(own, 1)];
  if (own.charge[0] === 1) {
    if (!main) return Wish.NOTHING;
    if (!other) return Wish.COME_BACK;
    return own.spec.failback ? Wish.FAIL_BACK : Wish.NOTHING;
  }
  if (main || !other) return Wish.NOTHING;
  return own.wish[0] === Wish.DECLARE ? Wish.DECLARE : Wish.DETECT;
}

/** After every activity: what was waited for may be needless, and something else due. */
function look(own: Recovery): void {
  wishFor(own, wishOf(own));
}

function wishFor(own: Recovery, wish: number): void {
  const old = own.wish[0]!;
  if (wish === old) return;
  own.waits[old]?.cancel(0);
  own.wish[0] = wish;
  own.waits[wish]?.start(0, lawOfWish(own.spec, wish));
}

function lawOfWish({ detect, declare, failback, comeBack }: RecoverySpec, wish: number): Law {
  if (wish === Wish.DETECT) return detect;
  if (wish === Wish.DECLARE) return declare;
  return wish === Wish.FAIL_BACK ? failback!.after : comeBack;
}

function siteMissed(own: Recovery): void {
  wishFor(own, Wish.DECLARE);
}

/** From here on there is no way back: the site in charge serves no more, and the first step begins. */
function declared(own: Recovery): void {
  own.wish[0] = Wish.NOTHING;
  own.mark(Mark.SITE_DECLARED, 0);
  own.mark(Mark.DATA_LOST, 0);
  leave(own, 0, mostCharged(own));
  begin(own, 0);
}

function begin(own: Recovery, step: number): void {
  own.stage[0] = running(step);
  own.step.start(0, own.spec.steps[step]!.takes);
}

function stepEnded(own: Recovery): void {
  const step = stepOf(own.stage[0]!);
  const { success } = own.spec.steps[step]!;
  if (success === 1 || own.works(0, [success, 1 - success]) === 0) return next(own);
  own.stage[0] = byHand(step);
  own.finish.start(0, own.spec.manual);
}

function next(own: Recovery): void {
  const step = stepOf(own.stage[0]!) + 1;
  if (step < own.spec.steps.length) return begin(own, step);
  own.mark(Mark.SITE_TAKEN, 0);
  takeCharge(own, 1);
}

function moveBack(own: Recovery): void {
  own.wish[0] = Wish.NOTHING;
  leave(own, 1, own.failbackOrigin);
  own.stage[0] = own.movingBack;
  own.movedBack.start(0, own.spec.failback!.takes);
}

function comeBack(own: Recovery): void {
  own.wish[0] = Wish.NOTHING;
  own.mark(Mark.DATA_LOST, 0);
  leave(own, 1, mostCharged(own));
  takeCharge(own, 0);
}

/** What most of the slots that are lost are charged to. */
function mostCharged({ work: { lostBy } }: Recovery): OriginId {
  let most = 0;
  for (let origin = 1; origin < lostBy.length; origin++) if (lostBy[origin]! > lostBy[most]!) most = origin;
  return most;
}
