import { countChanges } from "./count-changes.ts";
import type { Hunk } from "./hunk.ts";
import { parsePatch } from "./parse-patch.ts";
import { classifyFile, type FileClass, type FileFacts, type FileStatus } from "./signals/classify-file.ts";

/** A changed file, ready to be packed. */
export interface FileDiff {
  readonly path: string;
  readonly previousPath?: string;
  readonly status: FileStatus;
  readonly class: FileClass;
  readonly additions: number;
  readonly deletions: number;
  readonly hunks: readonly Hunk[];
  /** Why hunks are missing, in a word or two that the file's line repeats: `too_large`, `truncated`. */
  readonly omitted?: string;
}

export interface VendorFile extends FileFacts {
  /** Hunks made by `diffTexts` for a file whose patch the vendor left out. */
  readonly hunks?: readonly Hunk[] | undefined;
  readonly omitted?: string | undefined;
}

/** Reads one file as a vendor lists it: parses its patch, classifies it, counts lines where the vendor did not. */
export function readFileDiff(file: VendorFile): FileDiff {
  const hunks = file.hunks ?? parsePatch(file.patch ?? "");
  const counted = countChanges(hunks);
  const additions = file.additions ?? counted.additions;
  const deletions = file.deletions ?? counted.deletions;
  const omitted = file.omitted ?? (hunks.some(({ truncated }) => truncated) ? "truncated" : undefined);
  return {
    path: file.path,
    status: file.status,
    class: classifyFile({ ...file, additions, deletions }),
    additions,
    deletions,
    hunks,
    ...(file.previousPath !== undefined && file.previousPath !== file.path ? { previousPath: file.previousPath } : {}),
    ...(omitted === undefined ? {} : { omitted }),
  };
}
