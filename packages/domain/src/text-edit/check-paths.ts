export type PathReason =
  | "empty"
  | "absolute"
  | "empty_segment"
  | "dot_segment"
  | "git_folder"
  | "control_character"
  | "duplicate";

/** A path that must not be written, and the position of the operation that names it. */
export interface PathProblem {
  readonly operation: number;
  readonly path: string;
  readonly reason: PathReason;
}

/**
 * Checks the paths of file operations before any of them is sent: relative, inside the repository, writable by git on
 * every platform, and none named twice. Returns every problem; none means all are fine.
 */
export function checkPaths(
  operations: readonly { readonly path: string; readonly from_path?: string | undefined }[],
): PathProblem[] {
  const problems: PathProblem[] = [];
  const seen = new Set<string>();
  for (const [operation, { path, from_path }] of operations.entries()) {
    for (const name of from_path === undefined ? [path] : [path, from_path]) {
      const reason = pathReason(name) ?? (seen.has(name) ? "duplicate" : undefined);
      if (reason) problems.push({ operation, path: name, reason });
      seen.add(name);
    }
  }
  return problems;
}

/** Controls, and the bidirectional marks that make a path read as another. */
const hiddenCharacter = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
/**
 * What file systems take for `.git`: any case, the short name of NTFS, trailing dots and spaces, an alternate stream, and
 * the characters HFS+ ignores. git refuses the same (core.protectNTFS, core.protectHFS).
 */
const gitFolder = /^(?:\.git|git~1)[. ]*(?::.*)?$/i;
const ignoredByHfs = /[\u200C-\u200F\u202A-\u202E\u206A-\u206F\uFEFF]/g;

function pathReason(path: string): PathReason | undefined {
  if (path === "") return "empty";
  if (hiddenCharacter.test(path) || !path.isWellFormed()) return "control_character";
  if (/^[/\\]|^[A-Za-z]:[/\\]/.test(path)) return "absolute";
  if (path.split("/").includes("")) return "empty_segment";
  const segments = path.split(/[/\\]/);
  if (segments.some((segment) => segment === "." || segment === "..")) return "dot_segment";
  if (segments.some((segment) => gitFolder.test(segment.replace(ignoredByHfs, "")))) return "git_folder";
  return undefined;
}
