/** A key in one writing: without dashes, underscores and capitals. */
export const alike = (key: string): string => key.replace(/[-_ ]/g, "").toLowerCase();
