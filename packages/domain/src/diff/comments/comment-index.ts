import type { Hunk } from "../hunk.ts";
import { commentableLines, type CommentableLines } from "./commentable-lines.ts";

export interface CommentableFile {
  readonly path: string;
  readonly lines: CommentableLines;
}

/** The files of a diff by the paths a comment may name them with. */
export type CommentIndex = ReadonlyMap<string, CommentableFile>;

/** Indexes the files that comments name. A renamed file answers to both its paths, unless another file took the old one. */
export function commentIndex(
  files: readonly {
    readonly path: string;
    readonly previousPath?: string | undefined;
    readonly hunks: readonly Hunk[];
  }[],
): CommentIndex {
  const index = new Map<string, CommentableFile>();
  for (const { path, hunks } of files) index.set(path, { path, lines: commentableLines(hunks) });
  for (const { path, previousPath } of files) {
    const file = index.get(path);
    if (previousPath !== undefined && file && !index.has(previousPath)) index.set(previousPath, file);
  }
  return index;
}
