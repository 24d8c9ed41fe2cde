import type { Cluster } from "./cluster.ts";
import type { JobStep } from "./job-step.ts";
import type { Lines } from "./last-lines.ts";
import type { LogLine } from "./log-line.ts";
import { createLookback, LOOKBACK_LINES } from "./lookback.ts";
import type { FailedTest } from "./parsers/parser.ts";
import { createParserHost } from "./parsers/parser-host.ts";
import { peelPrefix } from "./parsers/peel-prefix.ts";
import { createPart, type Part } from "./part.ts";
import { createScope } from "./scope.ts";
import { CONFIRMED, scoreLine } from "./score/score-line.ts";
import { createTestList } from "./test-list.ts";
import { better } from "./top-clusters.ts";

const KEPT_ELSEWHERE = 16;
const MUTED = 2;
/** Only a line's head is scored and parsed: patterns that look back would take a hostile line's length squared. */
const JUDGED = 600;

/** What a whole log came to. */
export interface Found {
  readonly clusters: readonly Cluster[];
  readonly tests: readonly FailedTest[];
  readonly total: number;
  readonly repeated: number;
  readonly tail: Lines;
  readonly step: string | undefined;
  readonly section: number | undefined;
  /** The log, or the caller, told which part failed. */
  readonly known: boolean;
}

export interface JobParts {
  push(line: LogLine): void;
  end(): Found;
}

/** Sends each line through scoring and the frameworks' parsers to the part of the job it belongs to, and forgets parts that did not fail. */
export function createJobParts(steps: readonly JobStep[], failedStep: string | undefined): JobParts {
  const scope = createScope(steps, failedStep);
  const parts = new Map<number, Part>();
  const elsewhere = { clusters: [] as Cluster[], tests: createTestList(), total: 0, repeated: 0 };
  let current = createPart(0);
  parts.set(0, current);

  const lookback = createLookback((candidate) => current.push(candidate));
  const host = createParserHost({
    confirm(line, kind) {
      const candidate = lookback.at(line);
      if (candidate === undefined) return;
      candidate.score = Math.max(candidate.score, CONFIRMED);
      candidate.confirmed = true;
      if (!candidate.verdict && kind !== undefined) candidate.class = kind;
    },
    mute(fromLine, toLine) {
      for (let line = Math.max(fromLine, toLine - LOOKBACK_LINES); line <= toLine; line += 1) {
        const candidate = lookback.at(line);
        if (candidate !== undefined && !candidate.confirmed) candidate.score = Math.min(candidate.score, MUTED);
      }
    },
    test: (test) => current.tests.add(test),
  });

  const finish = (): void => {
    host.end();
    lookback.flush();
    current.close();
  };

  /** Keeps the best of parts that cannot have failed, in case the log never tells which did. */
  const forget = (): void => {
    const failed = scope.failedPart();
    for (const [number, part] of parts) {
      if (part === current || number === failed) continue;
      parts.delete(number);
      elsewhere.clusters = [...elsewhere.clusters, ...part.clusters()].toSorted(better).slice(0, KEPT_ELSEWHERE);
      elsewhere.total += part.total();
      elsewhere.repeated += part.repeated();
      for (const test of part.tests.all()) elsewhere.tests.add(test);
    }
  };

  const enter = (number: number): void => {
    finish();
    current = parts.get(number) ?? createPart(number);
    parts.set(number, current);
    forget();
  };

  return {
    push(line) {
      const place = scope.place(line);
      if (place.part !== current.number) enter(place.part);
      const raw = line.text.length > JUDGED ? line.text.slice(0, JUDGED) : line.text;
      const text = peelPrefix(raw);
      const { score, verdict } = scoreLine(line, text);
      const candidate = lookback.next(line.number);
      candidate.text = line.text;
      candidate.verdict = verdict !== undefined;
      candidate.border = line.edges.length > 0;
      candidate.section = place.section;
      candidate.score = score;
      candidate.confirmed = verdict !== undefined;
      candidate.class = verdict;
      host.read(line.number, text, score, raw);
    },
    end() {
      finish();
      const failed = scope.failedPart();
      const part = failed === undefined ? undefined : parts.get(failed);
      if (part !== undefined) {
        const rest = [...parts.values()].filter((other) => other !== part).flatMap((other) => other.clusters());
        const verdicts = [...elsewhere.clusters, ...rest].filter((cluster) => cluster.verdict);
        return {
          clusters: [...part.clusters(), ...verdicts],
          tests: part.tests.all(),
          total: part.total() + verdicts.length,
          repeated: part.repeated(),
          tail: part.tail(),
          step: scope.name(),
          section: scope.brokenSection(),
          known: true,
        };
      }
      for (const other of parts.values()) for (const test of other.tests.all()) elsewhere.tests.add(test);
      return {
        clusters: [...elsewhere.clusters, ...[...parts.values()].flatMap((other) => other.clusters())],
        tests: elsewhere.tests.all(),
        total: [...parts.values()].reduce((sum, other) => sum + other.total(), elsewhere.total),
        repeated: [...parts.values()].reduce((sum, other) => sum + other.repeated(), elsewhere.repeated),
        tail: current.tail(),
        step: scope.name(),
        section: undefined,
        known: false,
      };
    },
  };
}
