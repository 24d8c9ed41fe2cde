import { classOf, rankClusters, selectClusters } from "./choose.ts";
import type { Cluster } from "./cluster.ts";
import { classify } from "./failure-class.ts";
import type { Failures } from "./failures.ts";
import { fitClusters, fitTests } from "./fit-budget.ts";
import { formatFoot, formatHead, formatTest } from "./format-excerpts.ts";
import type { JobStep } from "./job-step.ts";
import { createJobParts } from "./job-parts.ts";
import type { Lines } from "./last-lines.ts";
import { scanLog, type LogSource, type ReadOptions } from "./scan-log.ts";

export interface ExtractOptions extends ReadOptions {
  /** The job's steps, where the host's API tells of them. */
  readonly steps?: readonly JobStep[];
  /** The name of the step or section that failed; else it is found. */
  readonly failedStep?: string;
  /** What `formatExcerpts` may take; tokens are characters / 4. From 100 on it is always kept. */
  readonly budgetTokens: number;
  /** 5 unless told. */
  readonly maxExcerpts?: number;
}

/** The tests get at most this share of the room, for the excerpts hold their messages. */
const TEST_SHARE = 0.3;
const LONGEST_STEP = 80;

/** Where nothing looks like an error, the last lines are the best guess. */
function tailCluster({ fromLine, texts }: Lines): Cluster {
  const toLine = fromLine + texts.length - 1;
  return {
    fromLine,
    toLine,
    text: texts.join("\n"),
    focusLine: toLine,
    score: 0,
    confirmed: false,
    verdict: false,
    classes: [],
    section: 0,
  };
}

/**
 * Finds why a job failed in one pass over its log, in memory that does not grow with the log: lines are scored, those near each other form
 * clusters, frameworks' own reports confirm them, and the best clusters of the failed step are cut to the budget.
 * Throws what the source throws.
 */
export async function extractFailures(source: LogSource, options: ExtractOptions): Promise<Failures> {
  const parts = createJobParts(options.steps ?? [], options.failedStep);
  const end = await scanLog(source, (line) => parts.push(line), options);
  const found = parts.end();

  const ranked = rankClusters(found.clusters, {
    section: found.section,
    recentFrom: found.known ? undefined : end.totalLines,
  });
  const fallback = ranked.length === 0 && found.tail.texts.length > 0 ? tailCluster(found.tail) : undefined;
  const chosen = fallback === undefined ? selectClusters(ranked, options.maxExcerpts ?? 5) : [fallback];
  const step =
    found.step !== undefined && found.step.length > LONGEST_STEP
      ? `${found.step.slice(0, LONGEST_STEP - 1)}…`
      : found.step;
  const facts = {
    class: fallback === undefined ? classOf(ranked) : classify(fallback.text),
    totalLines: end.totalLines,
    ...(step === undefined ? {} : { step }),
    ...(end.truncated ? { truncated: true as const } : {}),
    ...(found.repeated === 0 ? {} : { repeated: found.repeated }),
  };

  const frame =
    formatHead(facts).length + formatFoot({ ...facts, hiddenExcerpts: found.total }).length + "\n---\n".length;
  const room = Math.max(0, options.budgetTokens * 4 - frame);
  const more = `Failed:\n- and ${found.tests.length} more\n`.length;
  const tests = fitTests(found.tests, Math.floor(room * TEST_SHARE) - more);
  const testRoom = tests.length === 0 ? 0 : more + tests.reduce((sum, test) => sum + formatTest(test).length + 1, 0);
  const excerpts = fitClusters(chosen, room - testRoom);
  const hiddenExcerpts = fallback === undefined ? Math.max(0, found.total - excerpts.length) : 0;
  const hiddenTests = found.tests.length - tests.length;
  return {
    excerpts,
    tests,
    ...facts,
    ...(hiddenExcerpts === 0 ? {} : { hiddenExcerpts }),
    ...(hiddenTests === 0 ? {} : { hiddenTests }),
  };
}
