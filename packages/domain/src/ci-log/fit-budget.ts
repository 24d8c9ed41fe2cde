import type { Cluster } from "./cluster.ts";
import type { Excerpt } from "./failures.ts";
import { formatTest } from "./format-excerpts.ts";
import type { FailedTest } from "./parsers/parser.ts";

/** The best place gets at least this share of what is left, and so on down. */
const BEST_SHARE = 0.45;
/** Below this an excerpt tells nothing. */
const LEAST = 60;
const SEPARATOR = "---\n".length;

/** One line takes at most a quarter of its excerpt's room. */
const clip = (text: string, room: number): string => {
  const most = Math.max(40, Math.floor(room / 4));
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
};

/** Cuts a cluster to `room` characters, line numbers included: its best line first, then what follows, what precedes, and the rest. */
export function cutCluster(cluster: Cluster, room: number): Excerpt | undefined {
  const lines = cluster.text.split("\n");
  const focus = cluster.focusLine - cluster.fromLine;
  const gutter = String(cluster.toLine).length + "| \n".length;
  const cost = (index: number): number => gutter + clip(lines[index] ?? "", room).length;
  let left = room - SEPARATOR - cost(focus);
  if (left < 0) return undefined;
  let from = focus;
  let to = focus;
  const grow = (least: number, most: number): void => {
    while (to < most && cost(to + 1) <= left) left -= cost((to += 1));
    while (from > least && cost(from - 1) <= left) left -= cost((from -= 1));
  };
  grow(Math.max(0, focus - 3), Math.min(lines.length - 1, focus + 8));
  grow(0, lines.length - 1);
  while (from < focus && lines[from]?.trim() === "") from += 1;
  while (to > focus && lines[to]?.trim() === "") to -= 1;
  return {
    fromLine: cluster.fromLine + from,
    toLine: cluster.fromLine + to,
    text: lines
      .slice(from, to + 1)
      .map((text) => clip(text, room))
      .join("\n"),
    score: Math.round(cluster.score * 10) / 10,
  };
}

/** Cuts the clusters, best first, to `room` characters in all; what one leaves goes to the next. */
export function fitClusters(clusters: readonly Cluster[], room: number): Excerpt[] {
  const excerpts: Excerpt[] = [];
  let left = room;
  for (const [index, cluster] of clusters.entries()) {
    const share = Math.floor(left * Math.max(BEST_SHARE, 1 / (clusters.length - index)));
    const excerpt = share < LEAST ? undefined : cutCluster(cluster, share);
    if (excerpt === undefined) break;
    excerpts.push(excerpt);
    left -=
      SEPARATOR +
      excerpt.text.split("\n").reduce((sum, text) => sum + text.length + String(excerpt.toLine).length + 3, 0);
  }
  return excerpts;
}

/** As many tests as `room` characters hold. */
export function fitTests(tests: readonly FailedTest[], room: number): FailedTest[] {
  const fitting: FailedTest[] = [];
  let left = room;
  for (const test of tests) {
    left -= formatTest(test).length + 1;
    if (left < 0) break;
    fitting.push(test);
  }
  return fitting;
}
