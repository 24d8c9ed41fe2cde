import type { Candidate } from "./candidate.ts";
import { detach } from "./detach.ts";
import { classify, type FailureClass } from "./failure-class.ts";
import { HIT } from "./score/score-line.ts";

const BEFORE = 3;
const AFTER = 8;
const GAP = 10;
const MAX_LINES = 60;
const FIRST_BONUS = 3;

/** Error lines near each other, with the lines around them. */
export interface Cluster {
  readonly fromLine: number;
  readonly toLine: number;
  /** The lines, joined by newlines: one string of its own, so that no chunk of the log stays alive. */
  readonly text: string;
  /** The best line. */
  readonly focusLine: number;
  readonly score: number;
  readonly confirmed: boolean;
  readonly verdict: boolean;
  readonly classes: readonly FailureClass[];
  readonly section: number;
}

export interface ClusterBuilder {
  push(candidate: Candidate, repeated: boolean): void;
  /** Ends the open cluster, as at a section's border. */
  close(): void;
}

/** Groups hits that lie within 10 lines, window 3 before and 8 after, at most 60 lines; the first of a step, and its first confirmed, get 3 more. */
export function createClusterBuilder(onCluster: (cluster: Cluster) => void): ClusterBuilder {
  let before: Candidate[] = [];
  let open: Candidate[] = [];
  let hits: Candidate[] = [];
  let lastHit = 0;
  let any = false;
  let anyConfirmed = false;

  const close = (): void => {
    const lines = open.filter((line) => line.number <= lastHit + AFTER);
    before = open.length >= MAX_LINES ? [] : open.slice(lines.length).slice(-BEFORE);
    const found = hits;
    open = [];
    hits = [];
    const best = found.reduce<Candidate | undefined>((top, hit) => (top === undefined || hit.score > top.score ? hit : top), undefined);
    const [first] = lines;
    if (best === undefined || first === undefined) return;
    const confirmed = found.some((hit) => hit.confirmed);
    const bonus = any && (!confirmed || anyConfirmed) ? 0 : FIRST_BONUS;
    any = true;
    anyConfirmed ||= confirmed;
    const vouched = found.filter((hit) => hit.confirmed);
    onCluster({
      fromLine: first.number,
      toLine: first.number + lines.length - 1,
      text: detach(lines.map((line) => line.text).join("\n")),
      focusLine: best.number,
      score: best.score + 0.1 * found.length + bonus,
      confirmed,
      verdict: found.some((hit) => hit.verdict),
      classes: (confirmed ? vouched : found).map((hit) => hit.class ?? classify(hit.text)),
      section: best.section,
    });
  };

  return {
    push(candidate, repeated) {
      if (candidate.border) {
        close();
        before = [];
      }
      const hit = candidate.score >= HIT && !repeated;
      if (open.length === 0 && !hit) {
        before.push(candidate);
        if (before.length > BEFORE) before.shift();
        return;
      }
      if (open.length === 0) {
        open = before;
        before = [];
      }
      open.push(candidate);
      if (hit) {
        hits.push(candidate);
        lastHit = candidate.number;
      }
      if (open.length >= MAX_LINES || candidate.number - lastHit >= GAP) close();
    },
    close() {
      close();
      before = [];
    },
  };
}
