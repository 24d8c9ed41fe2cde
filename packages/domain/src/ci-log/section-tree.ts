import { detach } from "./detach.ts";
import { HOUSEKEEPING, MAX_DEPTH } from "./housekeeping.ts";
import type { LogLine, SectionEdge } from "./log-line.ts";

/** A section of a log, as the log itself marks it. */
export interface LogSection {
  readonly name: string;
  /** GitLab's heading, where it has one. */
  title?: string;
  /** 0 at the top. */
  readonly depth: number;
  readonly fromLine: number;
  /** Raw line numbers, both within. */
  toLine: number;
  failed?: true;
  durationMs?: number;
}

export interface SectionTree {
  push(line: LogLine): void;
  /** The sections the last line is in, outermost first. */
  open(): readonly LogSection[];
  /** All sections in order of their first line, at most 2,000. */
  end(): readonly LogSection[];
}

const MOST = 2_000;
const TITLE_LIMIT = 120;

interface Open {
  readonly section: LogSection;
  /** A GitHub step: no mark of its own ends it. */
  readonly run: boolean;
  readonly startedMs: number | undefined;
}

/**
 * Builds the tree of sections while lines go by. On GitHub a step has no end mark: `##[group]Run …` begins one, which lasts until the next.
 * What failed: on GitHub the sections with an `##[error]`; on GitLab, if the job did not succeed, the last section before the runner's
 * clean-up and what was left open in it.
 */
export function createSectionTree(): SectionTree {
  const sections: LogSection[] = [];
  let stack: Open[] = [];
  let last: LogLine | undefined;
  let main: LogSection | undefined;
  let broken: Open[] = [];
  let succeeded = false;
  let untitled: LogSection | undefined;

  const begin = (name: string, line: LogLine, run: boolean, startedMs: number | undefined): LogSection => {
    const section: LogSection = { name: detach(name), depth: stack.length, fromLine: line.number, toLine: line.number };
    if (stack.length < MAX_DEPTH) stack.push({ section, run, startedMs });
    if (sections.length < MOST) sections.push(section);
    return section;
  };

  const closeFrom = (depth: number, toLine: number, endedMs: number | undefined): Open[] => {
    const closed = stack.splice(depth);
    for (const { section, startedMs } of closed) {
      section.toLine = Math.max(section.fromLine, toLine);
      if (endedMs !== undefined && startedMs !== undefined) section.durationMs = Math.max(0, endedMs - startedMs);
    }
    return closed;
  };

  const gitlab = (edge: SectionEdge, line: LogLine): void => {
    if (edge.edge === "start") {
      untitled = begin(edge.name, line, false, edge.atMs);
      if (untitled.depth === 0 && !HOUSEKEEPING.test(edge.name)) {
        main = untitled;
        broken = [];
      }
      return;
    }
    const depth = stack.findLastIndex(({ section }) => section.name === edge.name);
    if (depth === -1) return;
    const closed = closeFrom(depth, line.number, edge.atMs);
    if (closed[0]?.section === main) broken = closed.slice(1);
  };

  const github = (edge: SectionEdge, line: LogLine): void => {
    if (edge.edge === "end") {
      const depth = stack.findLastIndex(({ run }) => !run);
      if (depth !== -1) closeFrom(depth, line.number, line.atMs);
      return;
    }
    const run = edge.name.startsWith("Run ");
    if (run) closeFrom(0, line.number - 1, line.atMs);
    begin(edge.name, line, run, line.atMs);
  };

  return {
    push(line) {
      for (const edge of line.edges) (edge.host === "gitlab" ? gitlab : github)(edge, line);
      if (line.text === "Post job cleanup." || line.text === "Cleaning up orphan processes") {
        closeFrom(0, line.number - 1, line.atMs);
        begin(line.text.replace(/\.$/, ""), line, true, line.atMs);
      }
      if (untitled !== undefined && line.text !== "") {
        untitled.title = detach(line.text.slice(0, TITLE_LIMIT));
        untitled = undefined;
      }
      if (line.kind === "error") for (const { section } of stack) section.failed = true;
      if (line.text === "Job succeeded") succeeded = true;
      last = line;
    },
    open: () => stack.map(({ section }) => section),
    end() {
      const left = closeFrom(0, last?.number ?? 0, last?.atMs);
      if (main !== undefined && !succeeded) {
        main.failed = true;
        for (const { section } of left[0]?.section === main ? left.slice(1) : broken) section.failed = true;
      }
      return sections;
    },
  };
}
