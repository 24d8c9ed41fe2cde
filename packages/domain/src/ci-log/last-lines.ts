/** A run of consecutive lines of a log. */
export interface Lines {
  readonly fromLine: number;
  readonly texts: readonly string[];
}

export interface LastLines {
  push(number: number, text: string): void;
  /** The last `count` lines in a row, oldest first. */
  last(count: number): Lines;
  clear(): void;
}

/** Remembers the last `most` lines. */
export function createLastLines(most: number): LastLines {
  const ring = Array.from({ length: most }, () => "");
  let held = 0;
  let newest = 0;
  return {
    push(number, text) {
      held = number === newest + 1 ? Math.min(most, held + 1) : 1;
      newest = number;
      ring[number % most] = text;
    },
    last(count) {
      const length = Math.min(count, held);
      const fromLine = newest - length + 1;
      return { fromLine, texts: Array.from({ length }, (_, index) => ring[(fromLine + index) % most] ?? "") };
    },
    clear() {
      held = 0;
    },
  };
}
