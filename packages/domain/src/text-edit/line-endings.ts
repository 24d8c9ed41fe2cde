/** A text with `\n` endings only, and the way back to the text it came from. */
export interface PlainText {
  readonly text: string;
  /** The position in the original text of a position in the plain one. */
  origin(position: number): number;
  /** The line ending in use around a position; undefined in a text of a single line. */
  endingAt(position: number): "\n" | "\r\n" | undefined;
}

/** Reads `\r\n` as `\n`, so that edits written either way match either kind of file. */
export function plainText(original: string): PlainText {
  const text = original.replaceAll("\r\n", "\n");
  const returns = returnPositions(original);
  const returnsBefore = (position: number): number => lowerBound(returns, position);
  return {
    text,
    origin: (position) => position + returnsBefore(position),
    endingAt(position) {
      const next = text.indexOf("\n", position);
      const newline = next === -1 ? text.lastIndexOf("\n", position) : next;
      if (newline === -1) return undefined;
      return returns[returnsBefore(newline)] === newline ? "\r\n" : "\n";
    },
  };
}

/** Where, in the plain text, the newlines stand that were `\r\n`; ascending. */
function returnPositions(original: string): number[] {
  const positions: number[] = [];
  for (let at = original.indexOf("\r\n"); at !== -1; at = original.indexOf("\r\n", at + 2)) {
    positions.push(at - positions.length);
  }
  return positions;
}

/** How many of some ascending numbers are less than `value`. */
function lowerBound(numbers: readonly number[], value: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
