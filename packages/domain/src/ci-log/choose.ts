import type { Cluster } from "./cluster.ts";
import { firstClass, type FailureClass } from "./failure-class.ts";
import { better, RECENT_LINES } from "./top-clusters.ts";

const RECENT_BONUS = 2;
const SECTION_BONUS = 2;
/** A second cluster this much worse than the best says nothing about the cause. */
const FAR_BEHIND = 5;
const BESIDE = 3;

/** Orders clusters best first, favouring the section that was left open, or, where the log does not tell, its last 400 lines. */
export function rankClusters(
  clusters: readonly Cluster[],
  hint: { section?: number | undefined; recentFrom?: number | undefined },
): Cluster[] {
  return clusters
    .map((cluster) => {
      const inSection = hint.section !== undefined && cluster.section === hint.section;
      const recent = hint.recentFrom !== undefined && cluster.toLine > hint.recentFrom - RECENT_LINES;
      return { ...cluster, score: cluster.score + (inSection ? SECTION_BONUS : 0) + (recent ? RECENT_BONUS : 0) };
    })
    .toSorted(better);
}

/** The clusters worth showing: beside confirmed failures, of what merely looks like an error only enough to make three. */
export function selectClusters(ranked: readonly Cluster[], most: number): Cluster[] {
  const confirmed = ranked.filter((cluster) => cluster.confirmed);
  const rest = ranked.filter((cluster) => !cluster.confirmed);
  if (confirmed.length === 0) return rest.slice(0, most);
  return [...confirmed, ...rest.slice(0, Math.max(0, BESIDE - confirmed.length))].toSorted(better).slice(0, most);
}

/** The class of the two best clusters. Beside a confirmed failure, what merely looks like an error does not count. */
export function classOf(ranked: readonly Cluster[]): FailureClass {
  const two = ranked.slice(0, 2);
  const best = two[0];
  if (best === undefined) return "unknown";
  const near = two.filter(
    (cluster) => cluster.score >= best.score - FAR_BEHIND && (cluster.confirmed || !best.confirmed),
  );
  return firstClass(near.flatMap((cluster) => cluster.classes));
}
