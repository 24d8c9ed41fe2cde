import type { Cluster } from "./cluster.ts";

/** Where a log does not tell which part failed, its last lines are looked at first. */
export const RECENT_LINES = 400;
const RECENT_KEPT = 8;

/** Orders clusters best first; of two alike the earlier one. */
export const better = (a: Cluster, b: Cluster): number => b.score - a.score || a.fromLine - b.fromLine;

export interface TopClusters {
  add(cluster: Cluster): void;
  /** The best ones, and the best of the last 400 lines, in no order. */
  all(): Cluster[];
}

/** Keeps the `most` best clusters of all, and the 8 best that lie within the last 400 lines. */
export function createTopClusters(most: number): TopClusters {
  let best: Cluster[] = [];
  let recent: Cluster[] = [];
  return {
    add(cluster) {
      const worst = best.at(-1);
      if (best.length < most || worst === undefined || better(cluster, worst) < 0) {
        best = [...best, cluster].toSorted(better).slice(0, most);
      }
      // One that eight later ones match will never again be among the eight best of the last lines.
      const within = [...recent.filter((one) => one.toLine > cluster.fromLine - RECENT_LINES), cluster];
      recent = within.filter(
        (one, index) => within.slice(index + 1).filter((later) => later.score >= one.score).length < RECENT_KEPT,
      );
    },
    all: () => [...new Set([...best, ...recent])],
  };
}
