import { uniform } from "../../../kernel/laws/uniform.js";
import type { Declare, Model } from "../../../kernel/model.js";
import { Mark } from "../../vocabulary.js";
import { type Absence, Absences } from "../absences.js";
import {
  answered,
  asked,
  cameBack,
  drawTimeout,
  RaftActivity,
  RaftChoice,
  type RaftRules,
  ticked,
  went,
} from "./raftElection.js";
import { NOBODY, newRaftWorld, RaftGroup, type RaftWorld, raftLayout } from "./raftWorld.js";

/**
 * The model of an election after the leader was lost; `cutOff`: it lives on elsewhere, and believes that it leads for a while.
 * `absences`: followers that are away meanwhile.
 */
export function raftIncident(rules: RaftRules, cutOff: boolean, absences: readonly Absence[] = []): Model<RaftWorld> {
  const layout = raftLayout(rules.followers, absences.length);
  const awayers = new Absences(OWN, RaftGroup.ABSENCE, absences);
  const comings = (world: RaftWorld) => ({
    goes: ({ member }: Absence, declare: Declare) => went(rules, world, declare, member),
    comes: ({ member }: Absence, declare: Declare) => cameBack(rules, world, declare, member, phase),
  });
  const phase = uniform({ from: 0, to: rules.tick.value });
  return {
    layout,
    activities: [
      { name: "tick", group: RaftGroup.FOLLOWER },
      { name: "ask", group: RaftGroup.LINK },
      { name: "answer", group: RaftGroup.LINK },
      { name: "commit", group: RaftGroup.WHOLE },
      { name: "oldTick", group: RaftGroup.WHOLE },
      ...(absences.length > 0 ? awayers.activities : []),
    ],
    choices: [
      { name: "timeout", group: RaftGroup.FOLLOWER },
      { name: "oldTicks", group: RaftGroup.WHOLE },
    ],
    levels: ["down", "serviceDown", "twoLeaders"],
    services: { count: 1, marked: false },
    causes: [],
    newWorld: (cells) => newRaftWorld(layout, cells),
    begin(world, declare) {
      world.vote.fill(NOBODY);
      world.follows.fill(1);
      for (let node = 0; node < rules.followers; node++) {
        drawTimeout(rules.first, world, declare, node);
        declare.start(RaftActivity.TICK, node, phase);
      }
      world.expected[0] = absences.filter(({ lasts }) => lasts !== undefined).length;
      awayers.begin(declare, comings(world));
      if (!cutOff) return;
      world.oldLeads[0] = 1;
      world.oldTicks[0] = rules.stepsDown.least + declare.choose(RaftChoice.OLD_TICKS, 0, rules.stepsDown.weights);
      declare.start(RaftActivity.OLD_TICK, 0, phase);
    },
    fire(activity, subject, world, declare) {
      if (activity < OWN) react(rules, activity, subject, world, declare);
      else awayers.fire(activity, subject, declare, comings(world));
    },
    measure(world, levels) {
      levels[0] = world.newLeader[0] === 2 ? 0 : 1;
      levels[1] = levels[0];
      levels[2] = world.newLeader[0] > 0 ? world.oldLeads[0] : 0;
    },
    attribute() {},
  };
}

const OWN = Object.keys(RaftActivity).length;

function react(rules: RaftRules, activity: number, subject: number, world: RaftWorld, declare: Declare): void {
  switch (activity) {
    case RaftActivity.TICK:
      return ticked(rules, world, declare, subject);
    case RaftActivity.ASK:
      return asked(rules, world, declare, subject);
    case RaftActivity.ANSWER:
      return answered(rules, world, declare, subject);
    case RaftActivity.COMMIT:
      world.newLeader[0] = 2;
      return declare.mark(Mark.RESTORED, 0);
    case RaftActivity.OLD_TICK:
      return oldLeaderTicked(rules, world, declare);
  }
}

/** A leader that is cut off steps down when it has not heard a majority for so many ticks. */
function oldLeaderTicked(rules: RaftRules, world: RaftWorld, declare: Declare): void {
  if (--world.oldTicks[0] <= 0) world.oldLeads[0] = 0;
  else declare.start(RaftActivity.OLD_TICK, 0, rules.tick);
}
