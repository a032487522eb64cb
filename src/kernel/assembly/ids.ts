declare const kind: unique symbol;

/** A number that names one thing of a kind: it goes where that kind, or any number, is asked for, and nowhere else. */
export type Id<Kind extends string> = number & { readonly [kind]?: Kind };

export type ActivityId = Id<"activity">;
export type ChoiceId = Id<"choice">;
export type GroupId = Id<"group">;
