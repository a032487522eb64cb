import type { Activity, Choice } from "../../kernel/assembly/part.js";
import type { Law } from "../../kernel/law.js";
import type { ClusterBench, ClusterPart } from "../clusterPart.js";
import { nodesFrom } from "../failover/near.js";
import type { NodeId, OriginId } from "../ids.js";
import { become, hold, type Nodes, release } from "../node/nodes.js";
import type { Near } from "../signals.js";
import { type DomainSpec, isIn, outermost } from "../site/sitesSpec.js";
import { Mark, PHASES, Role } from "../vocabulary.js";
import { chargeOrigins } from "../work/causes.js";
import { nextWaitingSlot, serve, slotLost, waitForNode } from "../work/work.js";
import { PHASE_OF_STEP, type RecoverySpec } from "./recoverySpec.js";

const { ACTIVE, IDLE, TAKING, MANUAL, LOST, LATENT, BROKEN } = Role;

/** What the sites wait for while no recovery is under way. */
const Wish = { NOTHING: 0, DETECT: 1, DECLARE: 2, FAIL_BACK: 3, COME_BACK: 4 } as const;

/** How far a recovery has come: none is under way; step i runs (1 + 2i), or a person finishes it (2 + 2i); the way back. */
const NONE = 0;
const running = (step: number) => 1 + 2 * step;
const byHand = (step: number) => 2 + 2 * step;
const stepOf = (stage: number) => (stage - 1) >> 1;

interface Recovery extends ClusterBench {
  readonly spec: RecoverySpec;
  readonly sites: readonly DomainSpec[];
  readonly nears: readonly Near[];
  /** The stage in which the service moves back. */
  readonly movingBack: number;
  readonly failbackOrigin: OriginId;
  /** One cell each: the site in charge, what is waited for, the stage of the recovery. */
  readonly charge: Int32Array;
  readonly wish: Int32Array;
  readonly stage: Int32Array;
  readonly waits: readonly (Activity | null)[];
  readonly step: Activity;
  readonly finish: Activity;
  readonly movedBack: Activity;
  readonly works: Choice;
}

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
          sites: outermost(sites).slice(0, 2),
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

const isSteadyAt = ({ charge, stage }: Recovery, site: number) => stage[0] === NONE && charge[0] === site;

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
  leave(own, 1, mostCharged(own));
  takeCharge(own, 0);
}

/** What most of the slots that are lost are charged to. */
function mostCharged({ work: { lostBy } }: Recovery): OriginId {
  let most = 0;
  for (let origin = 1; origin < lostBy.length; origin++) if (lostBy[origin]! > lostBy[most]!) most = origin;
  return most;
}

/** A site serves no more: its slots wait for another one. */
function leave(own: Recovery, site: number, origin: OriginId): void {
  const { nodes, work, signals, sites } = own;
  const { first, end } = sites[site]!;
  for (let node: NodeId = first; node < end; node++) {
    const slot = nodes.slotOf[node]!;
    if (slot < 0) continue;
    const role = nodes.role[node]!;
    if (role === ACTIVE) slotLost(own, slot, origin);
    if (role === TAKING || role === MANUAL) signals.takeoverOff(node);
    release(nodes, node);
    work.unfinished[node] = 0;
    waitForNode(work, slot);
    if (role < LOST) become(nodes, node, IDLE);
  }
}

/** A site serves from now on, as many slots as it has nodes for. */
function takeCharge(own: Recovery, site: number): void {
  const { nodes, work, gates, nears, charge, stage } = own;
  charge[0] = site;
  stage[0] = NONE;
  while (work.waiting[0]! > 0) {
    const node = gates.spareFor(0, nears[site]!);
    if (node < 0) return;
    hold(nodes, node, nextWaitingSlot(work));
    serve(own, node);
  }
}

/** A node is out. While its site serves, another of its nodes takes over; else nobody misses it. */
function nodeGone(own: Recovery, node: NodeId, law: Law): void {
  const { nodes, work, signals, gates, nears, charge } = own;
  const slot = nodes.slotOf[node]!;
  release(nodes, node);
  become(nodes, node, BROKEN);
  if (slot < 0) return;
  const spare = gates.spareFor(slot, nears[charge[0]!]!);
  if (spare < 0) return waitForNode(work, slot);
  hold(nodes, spare, slot);
  signals.takeUp(spare, law);
}

/** A node works again: it serves as before, or takes a slot that waits at the site in charge, or stands by. */
function nodeBack(own: Recovery, node: NodeId, asBefore: boolean): void {
  const { cluster, nodes, work, signals, sites, charge } = own;
  if (asBefore) return serve(own, node);
  const { law } = cluster.plant.takeover;
  if (nodes.slotOf[node]! >= 0) return signals.takeUp(node, law);
  become(nodes, node, IDLE);
  if (!isSteadyAt(own, charge[0]!) || !isIn(sites[charge[0]!]!, node)) return;
  const slot = nextWaitingSlot(work);
  if (slot < 0) return;
  hold(nodes, node, slot);
  signals.takeUp(node, law);
}

const PHASE = Object.fromEntries(PHASES.map((phase, i) => [phase, i])) as Readonly<
  Record<(typeof PHASES)[number], number>
>;

/** Charges downtime to what a recovery is at; within a site that serves, nodes say it themselves. */
function attribute(own: Recovery, seconds: number, sums: Float64Array, from: number): true | undefined {
  const phase = phaseOf(own);
  if (phase === undefined) return undefined;
  sums[from + phase]! += seconds;
  chargeOrigins(
    own.work.lostBy,
    own.cluster.plant.slots - own.nodes.count[ACTIVE]!,
    seconds,
    sums,
    from + PHASES.length,
  );
  return true;
}

function phaseOf({ stage, wish, spec, movingBack, charge, ...own }: Recovery): number | undefined {
  const at = stage[0]!;
  if (at === movingBack) return PHASE.planned;
  if (at !== NONE)
    return at === byHand(stepOf(at)) ? PHASE.manualRecovery : PHASE[PHASE_OF_STEP[spec.steps[stepOf(at)]!.name]];
  if (wish[0] === Wish.DETECT) return PHASE.detection;
  if (wish[0] === Wish.DECLARE) return PHASE.manualRecovery;
  if (wish[0] === Wish.COME_BACK) return PHASE.failover;
  return isDark(own.nodes, own.sites[charge[0]!]!, own.gates) ? PHASE.site : undefined;
}

function isDark(nodes: Nodes, { first, end }: DomainSpec, { mayRepair }: Recovery["gates"]): boolean {
  for (let node = first; node < end; node++) if (nodes.role[node]! < LOST || mayRepair(node)) return false;
  return true;
}
