import { CHARACTERS_PER_TOKEN } from "../budget/index.ts";
import { extractFailures } from "./extract-failures.ts";
import { fitExcerpts, type LogExcerpt } from "./fit-excerpts.ts";
import { grepLog, type GrepBlock } from "./grep-log.ts";
import type { JobStep } from "./job-step.ts";
import { formatSection, listSteps } from "./list-steps.ts";
import type { LogPage } from "./page-lines.ts";
import { rangeLog } from "./range-log.ts";
import type { LogSource } from "./scan-log.ts";
import { tailLog } from "./tail-log.ts";

/** What is wanted of a log. */
export interface LogRequest {
  mode: "failures" | "tail" | "range" | "grep" | "steps";
  lines: number;
  from_line?: number | undefined;
  to_line?: number | undefined;
  pattern?: string | undefined;
  context_lines: number;
}

/** What the host knows of the job. */
export interface JobFacts {
  steps?: readonly JobStep[] | undefined;
  /** The only step that is looked at, in every mode but `failures` and `steps`. */
  within?: JobStep | undefined;
  /** The step or section that failed, where the caller names it. */
  failedStep?: string | undefined;
}

/** What a log tells, in the fields of a result. `excerpts` are the best places first, in other modes the lines in order. */
export interface ToldLog {
  step?: string | undefined;
  class?: string | undefined;
  tests?:
    | { name: string; file?: string | undefined; line?: number | undefined; message?: string | undefined }[]
    | undefined;
  excerpts?: LogExcerpt[] | undefined;
  steps?: string[] | undefined;
  total_lines?: number | undefined;
  next_line?: number | undefined;
  note?: string | undefined;
}

type Reader = (source: LogSource, job: JobFacts, request: LogRequest, budget: Budget) => Promise<ToldLog>;

/** A job's share of the result. */
interface Budget {
  budgetTokens: number;
  /** The same in characters. */
  room: number;
}

/** Below what a stream may have, so that reading stops there instead of failing. */
const MOST_BYTES = 199 * 1024 * 1024;

/** Reads a log in one pass, in memory that does not grow with it. */
export function readJobLog(
  source: LogSource,
  job: JobFacts,
  request: LogRequest,
  budgetTokens: number,
): Promise<ToldLog> {
  return READERS[request.mode](source, job, request, { budgetTokens, room: budgetTokens * CHARACTERS_PER_TOKEN });
}

const READERS: Readonly<Record<LogRequest["mode"], Reader>> = {
  async failures(source, job, _request, { budgetTokens, room }) {
    const found = await extractFailures(source, {
      ...(job.steps && { steps: job.steps }),
      ...(job.failedStep !== undefined && { failedStep: job.failedStep }),
      budgetTokens,
      maxBytes: MOST_BYTES,
    });
    const tests = found.tests.map(({ name, file, line, message }) => ({ name, file, line, message }));
    const taken = tests.length === 0 ? 0 : JSON.stringify(tests).length;
    const { excerpts, dropped } = fitExcerpts(found.excerpts.map(excerptOf), room - taken);
    const hidden = (found.hiddenExcerpts ?? 0) + dropped;
    return {
      step: found.step,
      class: found.class,
      tests: tests.length > 0 ? tests : undefined,
      excerpts,
      total_lines: found.totalLines,
      note: noteOf(
        hidden > 0 && `${hidden} more places with errors`,
        found.hiddenTests !== undefined && `${found.hiddenTests} more failed tests`,
        found.repeated !== undefined && `${found.repeated} repeated error lines`,
        found.truncated && CUT_OFF,
      ),
    };
  },

  async tail(source, job, { lines }, { budgetTokens, room }) {
    const page = await tailLog(source, { lines, budgetTokens, ...within(job) });
    return pageOf(page, fitExcerpts(pageExcerpts(page), room, "end").excerpts, undefined);
  },

  async range(source, job, { from_line = 1, to_line, lines }, { budgetTokens, room }) {
    const toLine = to_line ?? from_line + lines - 1;
    const page = await rangeLog(source, { fromLine: from_line, toLine, budgetTokens, ...within(job) });
    const { excerpts, cut } = fitExcerpts(pageExcerpts(page), room);
    return pageOf(page, excerpts, cut ? (excerpts.at(-1)?.to_line ?? 0) + 1 : page.next);
  },

  async grep(source, job, { pattern = "", context_lines, from_line = 1 }, { budgetTokens, room }) {
    const options = { pattern, contextLines: context_lines, fromLine: from_line, budgetTokens };
    const found = await grepLog(source, { ...options, ...within(job) });
    const { excerpts } = fitExcerpts(found.blocks.map(excerptOf), room);
    return {
      excerpts,
      total_lines: found.totalLines,
      next_line: firstHidden(found.blocks, excerpts.at(-1)?.to_line ?? 0) ?? found.next,
      note: noteOf(`${found.totalMatches} lines match`, found.truncated && CUT_OFF),
    };
  },

  async steps(source, job, { from_line = 1 }, { budgetTokens, room }) {
    const listed = await listSteps(source, {
      ...(job.steps && { steps: job.steps }),
      fromLine: from_line,
      budgetTokens,
      maxBytes: MOST_BYTES,
    });
    let left = room;
    const end = listed.sections.findIndex((section) => (left -= JSON.stringify(formatSection(section)).length + 1) < 0);
    const shown = end === -1 ? listed.sections : listed.sections.slice(0, end);
    return {
      steps: shown.map(formatSection),
      total_lines: listed.totalLines,
      next_line: listed.sections[shown.length]?.fromLine ?? listed.next,
      note: noteOf(listed.truncated && CUT_OFF),
    };
  },
};

const CUT_OFF = "the log is longer than what is read of it: 199 MB";

function noteOf(...parts: (string | false | undefined)[]): string | undefined {
  const said = parts.filter((part) => typeof part === "string");
  return said.length > 0 ? said.join("; ") : undefined;
}

function excerptOf({ fromLine, toLine, text }: Pick<GrepBlock, "fromLine" | "toLine" | "text">) {
  return { from_line: fromLine, to_line: toLine, text };
}

function pageExcerpts(page: LogPage) {
  return page.fromLine === 0 ? [] : [excerptOf(page)];
}

function pageOf({ totalLines, truncated }: LogPage, excerpts: ToldLog["excerpts"], next: number | undefined): ToldLog {
  const nothing =
    excerpts?.length === 0 && (totalLines === undefined ? "no such lines" : `no such lines: it has ${totalLines}`);
  return { excerpts, total_lines: totalLines, next_line: next, note: noteOf(nothing, truncated && CUT_OFF) };
}

/** The first match behind the lines that are shown. */
function firstHidden(blocks: readonly GrepBlock[], shownTo: number): number | undefined {
  return blocks.flatMap(({ matches }) => matches).find((line) => line > shownTo);
}

function within({ within: step }: JobFacts): { step?: JobStep; maxBytes: number } {
  return { maxBytes: MOST_BYTES, ...(step && { step }) };
}
