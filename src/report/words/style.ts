import pc from "picocolors";

/** How a text is to look. */
export interface Style {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

export type Paint = ReturnType<typeof pc.createColors>;

/** The colours of a style; without colour each returns its text as it is. */
export function paintOf({ colour }: Style): Paint {
  return pc.createColors(colour);
}
