import { closeSync, existsSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder, or the nearest one above it that is there: where it would be made. */
export function nearestFolder(folder: string): string {
  for (let path = folder; ; path = dirname(path)) if (existsSync(path) || path === dirname(path)) return path;
}

/**
 * Whether files can be made in a folder, found out by making one and taking it away: rights alone do not tell of disks that
 * are read-only.
 *
 * @returns the reason why not; undefined where they can.
 */
export function unwritable(folder: string): string | undefined {
  let made: string | undefined;
  try {
    made = mkdtempSync(join(folder, ".fairlead-doctor-"));
    closeSync(openSync(join(made, "probe"), "wx", 0o600));
    return undefined;
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    return REASONS[code] ?? code;
  } finally {
    if (made !== undefined) rmSync(made, { recursive: true, force: true });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "this user's share of the disk is used up",
  ENOTDIR: "it is a file, not a folder",
  ENOENT: "nothing can be made there",
};
