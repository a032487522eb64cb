/**
 * A world is all state there is: one flat array of integers that can be copied, compared and put away. Its layout
 * says how the cells belong together, so that a reading can tell equal worlds without knowing what they mean.
 */
export interface World {
  readonly cells: Int32Array;
}

export interface Layout {
  readonly groups: readonly Group[];
  readonly size: number;
}

/** Members that look alike: nodes, their parts, work slots. Group 0 is the whole and has one member. */
interface Group {
  readonly name: string;
  readonly size: number;
  /** Index of the group that contains this one; −1 for group 0. */
  readonly within: number;
  /** For each member, the member of the containing group it belongs to. */
  readonly parent: Int32Array;
  /** For each member its class: members of different classes are never interchangeable. */
  readonly classes: Int32Array;
  /** Where each member stands, in words: the name of its random streams, so it never depends on labels. */
  readonly positions: readonly string[];
  readonly fields: readonly Field[];
}

/**
 * What a field's value means to one who compares worlds: `value` as it is; `rank` only its order within the group
 * (0 = none); `label` nothing (a name, or something derived); `link` a member of another group, −1 for none, whose
 * record then belongs to this one.
 */
type FieldRole = "value" | "rank" | "label" | "link";

interface Field {
  readonly name: string;
  readonly role: FieldRole;
  /** Cell of member 0; member i is at `at + i`. */
  readonly at: number;
  /** Group a `link` points to. */
  readonly to: number;
}

export interface GroupPlan {
  readonly name: string;
  readonly size: number;
  readonly within?: string;
  readonly parent?: ArrayLike<number>;
  readonly classes?: ArrayLike<number> | undefined;
  readonly positions?: readonly string[];
  readonly fields: Readonly<Record<string, FieldRole | { readonly link: string }>>;
}

/** Lays the fields of the groups out in one array of cells. The first group is the whole: one member, within nothing. */
export function layOut(plans: readonly GroupPlan[]): Layout {
  const indexOf = (name: string): number => {
    const index = plans.findIndex((plan) => plan.name === name);
    if (index < 0) throw new RangeError(`no group is called "${name}"`);
    return index;
  };
  let size = 0;
  const groups = plans.map((plan, index): Group => {
    const fields = Object.entries(plan.fields).map(([name, role]): Field => {
      const at = size;
      size += plan.size;
      return typeof role === "string" ? { name, role, at, to: -1 } : { name, role: "link", at, to: indexOf(role.link) };
    });
    return {
      name: plan.name,
      size: plan.size,
      within: index === 0 ? -1 : indexOf(plan.within ?? plans[0]!.name),
      parent: Int32Array.from(plan.parent ?? new Int32Array(plan.size)),
      classes: Int32Array.from(plan.classes ?? new Int32Array(plan.size)),
      positions: plan.positions ?? Array.from({ length: plan.size }, (_, member) => `${plan.name}/${member}`),
      fields,
    };
  });
  return { groups, size };
}

/** The same layout and one group more, whose cells come after all others. */
export function withGroup(layout: Layout, plan: Pick<GroupPlan, "name" | "size" | "fields">): Layout {
  const { groups, size } = layOut([plan]);
  const fields = groups[0]!.fields.map((field) => ({ ...field, at: field.at + layout.size }));
  return { groups: [...layout.groups, { ...groups[0]!, within: 0, fields }], size: layout.size + size };
}

/** The cells of one field, one for each member of its group, as a view into the world. */
export function fieldView(layout: Layout, cells: Int32Array, group: string, field: string): Int32Array {
  const found = layout.groups.find((g) => g.name === group);
  const place = found?.fields.find((f) => f.name === field);
  if (!found || !place) throw new RangeError(`no field "${group}.${field}"`);
  return cells.subarray(place.at, place.at + found.size);
}
