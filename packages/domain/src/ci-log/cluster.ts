import type { Candidate } from "./candidate.ts";
import { detach } from "./detach.ts";
import { createLastLines } from "./last-lines.ts";
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

interface Hit {
  readonly number: number;
  readonly score: number;
  readonly confirmed: boolean;
  readonly verdict: boolean;
  readonly class: FailureClass;
  readonly section: number;
}

const hitOf = ({ number, score, confirmed, verdict, class: kind, section, text }: Candidate): Hit => ({
  number,
  score,
  confirmed,
  verdict,
  class: kind ?? classify(text),
  section,
});

/** Groups hits that lie within 10 lines, window 3 before and 8 after, at most 60 lines; the first of a step, and its first confirmed, get 3 more. */
export function createClusterBuilder(onCluster: (cluster: Cluster) => void): ClusterBuilder {
  const before = createLastLines(BEFORE);
  let fromLine = 0;
  let texts: string[] = [];
  let hits: Hit[] = [];
  let lastHit = 0;
  let any = false;
  let anyConfirmed = false;

  const close = (): void => {
    if (texts.length === 0) return;
    const length = Math.min(texts.length, lastHit + AFTER - fromLine + 1);
    // What is left over may lead the next cluster.
    if (texts.length < MAX_LINES)
      for (let index = length; index < texts.length; index += 1) before.push(fromLine + index, texts[index] ?? "");
    const text = detach(texts.slice(0, length).join("\n"));
    const found = hits;
    texts = [];
    hits = [];
    const best = found.reduce<Hit | undefined>(
      (top, hit) => (top === undefined || hit.score > top.score ? hit : top),
      undefined,
    );
    if (best === undefined) return;
    const vouched = found.filter((hit) => hit.confirmed);
    const confirmed = vouched.length > 0;
    const bonus = any && (!confirmed || anyConfirmed) ? 0 : FIRST_BONUS;
    any = true;
    anyConfirmed ||= confirmed;
    onCluster({
      fromLine,
      toLine: fromLine + length - 1,
      text,
      focusLine: best.number,
      score: best.score + 0.1 * found.length + bonus,
      confirmed,
      verdict: found.some((hit) => hit.verdict),
      classes: (confirmed ? vouched : found).map((hit) => hit.class),
      section: best.section,
    });
  };

  return {
    push(candidate, repeated) {
      if (candidate.border) {
        close();
        before.clear();
      }
      const hit = candidate.score >= HIT && !repeated;
      if (texts.length === 0 && !hit) {
        before.push(candidate.number, candidate.text);
        return;
      }
      if (texts.length === 0) {
        const lead = before.last(BEFORE);
        const follows = lead.texts.length > 0 && lead.fromLine + lead.texts.length === candidate.number;
        texts = follows ? [...lead.texts] : [];
        fromLine = candidate.number - texts.length;
        before.clear();
      }
      texts.push(candidate.text);
      if (hit) {
        hits.push(hitOf(candidate));
        lastHit = candidate.number;
      }
      if (texts.length >= MAX_LINES || candidate.number - lastHit >= GAP) close();
    },
    close() {
      close();
      before.clear();
    },
  };
}
