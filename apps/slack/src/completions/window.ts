/** The forms of a window that people want most. */
export const window = async (): Promise<readonly string[]> => [
  "1d",
  "24h",
  "today",
  "yesterday",
  "this_week",
  "last_week",
  "2d",
  "1w",
  "2w",
  "1mo",
];
