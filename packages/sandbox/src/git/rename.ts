import { splitLines } from "./line-changes.ts";
import type { PathEntry } from "./tree.ts";

/** Git's default: half of the content must agree. */
const THRESHOLD = 0.5;
/** Beyond this many candidates only identical files are paired (git: diff.renameLimit). */
const MAX_CANDIDATES = 100;

function weights(data: Buffer): Map<string, number> {
  const out = new Map<string, number>();
  for (const line of splitLines(data.toString("latin1"))) out.set(line, (out.get(line) ?? 0) + line.length);
  return out;
}

function similarity(left: Buffer, right: Buffer): number {
  const larger = Math.max(left.length, right.length);
  if (larger === 0 || Math.min(left.length, right.length) / larger < THRESHOLD) return 0;
  const ours = weights(left);
  let shared = 0;
  for (const [line, weight] of weights(right)) shared += Math.min(weight, ours.get(line) ?? 0);
  return shared / larger;
}

/** Links become links, files become files, and submodules never move. */
const fits = (from: PathEntry, to: PathEntry): boolean =>
  (from.mode === "120000") === (to.mode === "120000") && from.mode !== "160000" && to.mode !== "160000";

/** Which removed file each added one came from: identical content first, then the most alike. */
export function pairRenames(
  removed: readonly PathEntry[],
  added: readonly PathEntry[],
  content: (entry: PathEntry) => Buffer,
): Map<PathEntry, PathEntry> {
  const pairs = new Map<PathEntry, PathEntry>();
  const free = new Set(removed);
  for (const target of added) {
    const twin = [...free].find(
      (entry) => entry.oid === target.oid && fits(entry, target) && content(entry).length > 0,
    );
    if (!twin) continue;
    pairs.set(target, twin);
    free.delete(twin);
  }
  const open = added.filter((entry) => !pairs.has(entry));
  if (free.size > MAX_CANDIDATES || open.length > MAX_CANDIDATES) return pairs;
  const scored = open
    .flatMap((to) =>
      [...free]
        .filter((from) => fits(from, to))
        .map((from) => ({ from, to, score: similarity(content(from), content(to)) })),
    )
    .filter(({ score }) => score >= THRESHOLD)
    .toSorted((a, b) => b.score - a.score);
  for (const { from, to } of scored) {
    if (pairs.has(to) || !free.has(from)) continue;
    pairs.set(to, from);
    free.delete(from);
  }
  return pairs;
}
