import { matchGlob } from "./signals/match-glob.ts";

/** True for a path itself, what is below it, and what matches it as a glob. */
export function isWithinPath(file: string, path: string): boolean {
  return file === path || file.startsWith(`${path.replace(/\/$/, "")}/`) || matchGlob(path, file);
}
