const paint =
  (open: number, close: number) =>
  (text: string): string =>
    `\u001B[${open}m${text}\u001B[${close}m`;

/** The colour codes test runners write when they believe someone watches. */
export const ansi = {
  red: paint(31, 39),
  green: paint(32, 39),
  yellow: paint(33, 39),
  blue: paint(34, 39),
  cyan: paint(36, 39),
  gray: paint(90, 39),
  dim: paint(2, 22),
  bold: paint(1, 22),
  inverse: paint(7, 27),
  onRed: paint(41, 49),
} as const;
