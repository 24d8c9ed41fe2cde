export type LineKind = "context" | "added" | "removed";

/** One line of a hunk: its text without the leading sign and the newline; a carriage return stays part of the text. */
export interface DiffLine {
  readonly kind: LineKind;
  readonly text: string;
  /** The file ends after this line without a newline. */
  readonly noNewline?: true;
}

/**
 * One hunk of a file's patch. Starts are 1-based; a side of zero lines starts at the line before it, as git writes it.
 * `truncated`: the patch ended before the counts of its header were reached; the counts here are those of the lines present.
 */
export interface Hunk {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  readonly section: string;
  readonly lines: readonly DiffLine[];
  readonly truncated?: true;
}
