import type { Candidate } from "./candidate.ts";
import { createClusterBuilder, type Cluster } from "./cluster.ts";
import { createLastLines, type Lines } from "./last-lines.ts";
import { fingerprint } from "./score/fingerprint.ts";
import { HIT } from "./score/score-line.ts";
import { createTopClusters } from "./top-clusters.ts";
import { createTestList, type TestList } from "./test-list.ts";

const KEPT = 16;
const FINGERPRINTS = 5_000;
const TAIL_LINES = 40;

/** What is kept of one part of a job, whatever its length: the best clusters, the failed tests, the last lines. */
export interface Part {
  readonly number: number;
  readonly tests: TestList;
  push(candidate: Candidate): void;
  close(): void;
  /** The best ones and those of the last 400 lines, in no order. */
  clusters(): readonly Cluster[];
  /** How many clusters there were in all. */
  total(): number;
  /** How many error lines were like an earlier one. */
  repeated(): number;
  /** The last 40 lines. */
  tail(): Lines;
}

export function createPart(number: number): Part {
  const seen = new Set<number>();
  const best = createTopClusters(KEPT);
  let total = 0;
  let repeated = 0;
  const tail = createLastLines(TAIL_LINES);

  const builder = createClusterBuilder((cluster) => {
    total += 1;
    best.add(cluster);
  });

  /** A confirmed line is never a repetition of one that merely looked like it. */
  const isRepeated = (candidate: Candidate): boolean => {
    const key = fingerprint(candidate.text) * (candidate.confirmed ? -1 : 1);
    if (seen.has(key)) return true;
    if (seen.size < FINGERPRINTS) seen.add(key);
    return false;
  };

  return {
    number,
    tests: createTestList(),
    push(candidate) {
      const again = candidate.score >= HIT && isRepeated(candidate);
      if (again) repeated += 1;
      builder.push(candidate, again);
      tail.push(candidate.number, candidate.text);
    },
    close: () => builder.close(),
    clusters: () => best.all(),
    total: () => total,
    repeated: () => repeated,
    tail: () => tail.last(TAIL_LINES),
  };
}
