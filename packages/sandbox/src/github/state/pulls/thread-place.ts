import { commitOf, entryAt, readBlob } from "../git.ts";
import { lineChanges, splitLines } from "../../../git/line-changes.ts";
import type { Pull, ReviewThread, Side } from "../pulls.ts";
import type { Repository } from "../repository.ts";
import { findDiffLine } from "./diff-lines.ts";
import { forkPoint, pullFiles } from "./pull-diff.ts";

/** Where a thread stands in the present diff; all null once it is outdated. */
interface ThreadPlace {
  readonly line: number | null;
  readonly startLine: number | null;
  readonly position: number | null;
  readonly outdated: boolean;
}

const OUTDATED: ThreadPlace = { line: null, startLine: null, position: null, outdated: true };

function linesAt(repository: Repository, sha: string, path: string): string[] | undefined {
  const entry = entryAt(repository.git, commitOf(repository.git, sha).tree, path);
  const blob = entry && readBlob(repository.git, entry.oid);
  return blob && splitLines(blob.data.toString());
}

/** Follows a line (from 1) through an edit; undefined where the edit touched it. */
export function followLine(before: readonly string[], after: readonly string[], line: number): number | undefined {
  let shift = 0;
  for (const change of lineChanges(before, after)) {
    if (change.oldStart >= line) break;
    if (change.oldEnd >= line) return undefined;
    shift = change.newEnd - change.oldEnd;
  }
  return line + shift;
}

function moved(repository: Repository, pull: Pull, thread: ReviewThread, side: Side, line: number): number | undefined {
  if (thread.commitSha === pull.headSha) return line;
  const at = (headSha: string): string => (side === "RIGHT" ? headSha : forkPoint(repository, pull, headSha));
  const before = linesAt(repository, at(thread.commitSha), thread.path);
  const after = linesAt(repository, at(pull.headSha), thread.path);
  return before && after && followLine(before, after, line);
}

export function threadPlace(repository: Repository, pull: Pull, thread: ReviewThread): ThreadPlace {
  const file = pullFiles(repository, pull).find(
    ({ path, previousPath }) => path === thread.path || previousPath === thread.path,
  );
  if (!file) return OUTDATED;
  if (thread.line === null) return { line: null, startLine: null, position: 1, outdated: false };
  const line = moved(repository, pull, thread, thread.side, thread.line);
  const found = line === undefined ? undefined : findDiffLine(file.patch, thread.side, line);
  if (line === undefined || !found) return OUTDATED;
  const startLine =
    thread.startLine === null
      ? null
      : (moved(repository, pull, thread, thread.startSide ?? thread.side, thread.startLine) ?? null);
  return { line, startLine, position: found.position, outdated: false };
}
