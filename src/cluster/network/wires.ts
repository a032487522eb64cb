import type { ClusterPart } from "../clusterPart.js";
import { type GroupsBench, withGroups } from "../membership/groupsBench.js";
import type { Membership } from "../membership/membership.js";
import { Mark } from "../vocabulary.js";
import type { NetworkSpec } from "./networkSpec.js";

/** Links, switches and the nodes' ports, which fail and are mended. */
export const wires: ClusterPart = {
  name: "wires",
  origins: ({ membership }) => (membership ? originsOf(membership.network) : []),
  build({ membership }) {
    if (!membership) return undefined;
    const { topology, plan, wireOrigin, portOrigin } = membership;
    const { wires: all, wireClass, rings, nodes } = topology;
    const { nic } = plan.network;
    const ports = topology.ports ? nodes * rings : 0;
    const named = wiresByName(membership);
    return {
      groups: [
        { name: "wire", size: all.length, classes: wireClass, fields: { down: "value", seen: "value" } },
        {
          name: "port",
          size: ports,
          within: "node",
          parent: Array.from({ length: ports }, (_, port) => Math.floor(port / rings)),
          classes: Array.from({ length: ports }, (_, port) => port % rings),
          fields: { down: "value", seen: "value" },
        },
      ],
      fails: [
        ...named.map(({ name, fault, wires }) => ({ name, fault, count: wires.length })),
        ...(ports > 0 ? [{ name: "network card", fault: "nic", count: ports }] : []),
      ],
      activities: {
        /** A link or a switch fails; it works again. */
        cut: { of: "wire", clock: true },
        mend: { of: "wire" },
        /** A node's port on a ring fails; it works again. */
        unplug: { of: "port", clock: true },
        plug: { of: "port" },
      },
      bind(clusterBench) {
        const bench = withGroups(clusterBench);
        const { wireDown, portDown } = bench.state;
        const cut = bench.activity("cut");
        const mend = bench.activity("mend");
        const unplug = bench.activity("unplug");
        const plug = bench.activity("plug");
        return {
          hears: {
            begin() {
              for (const [wire, { spec }] of all.entries()) cut.start(wire, spec.life);
              if (nic) for (const port of portDown.keys()) unplug.start(port, nic.life);
            },
          },
          ends: {
            cut(wire) {
              mend.start(wire, all[wire]!.spec.repair);
              turn(bench, wireDown, wire, 1);
            },
            mend(wire) {
              cut.start(wire, all[wire]!.spec.life);
              turn(bench, wireDown, wire, 0);
            },
            unplug(port) {
              plug.start(port, nic!.repair);
              turn(bench, portDown, port, 1);
            },
            plug(port) {
              unplug.start(port, nic!.life);
              turn(bench, portDown, port, 0);
            },
          },
          countFailed(counts, from) {
            for (const [j, { wires }] of named.entries())
              for (const wire of wires) counts[from + j]! += wireDown[wire]!;
            for (const down of portDown) counts[from + named.length]! += down;
          },
          blames: {
            cut: (wire) => wireOrigin[wire]!,
            mend: (wire) => wireOrigin[wire]!,
            unplug: () => portOrigin,
            plug: () => portOrigin,
          },
        };
      },
    };
  },
};

const originsOf = ({ links, switch: hasSwitches, nic }: NetworkSpec): string[] => [
  ...(links.length > 0 ? ["link"] : []),
  ...(hasSwitches ? ["switch"] : []),
  ...(nic ? ["nic"] : []),
];

/** A wire or a port fails or works again, which may change who reaches whom; a path that was not needed is missed by nobody. */
function turn({ mark, signals }: GroupsBench, down: Int32Array, subject: number, value: 0 | 1): void {
  down[subject] = value;
  mark(Mark.WIRE_TURNED, subject);
  signals.contactTurned();
}

/** Links by the racks they join, switches by their rack: the numbers of those that are alike. */
function wiresByName({ topology, plan }: Membership): { name: string; fault: string; wires: number[] }[] {
  const rack = (place: number) => plan.network.racks[place % topology.racks]!.name;
  const nameOf = topology.wires.map(({ kind, from, to }) =>
    kind === "link" ? `link ${rack(from)}–${rack(to)}` : `switch ${rack(from)}`,
  );
  return [...new Set(nameOf)].map((name) => {
    const wires = [...nameOf.keys()].filter((wire) => nameOf[wire] === name);
    return { name, fault: topology.wires[wires[0]!]!.kind, wires };
  });
}
