import type { JobStep } from "./job-step.ts";
import type { LogLine } from "./log-line.ts";
import { charactersOf } from "./page-lines.ts";
import { scanLog, type LogSource, type ReadOptions } from "./scan-log.ts";
import { createSectionTree, type LogSection } from "./section-tree.ts";

export interface ListStepsOptions extends ReadOptions {
  /** The job's steps, where the host's API tells of them: they are then the top of the tree. */
  readonly steps?: readonly JobStep[];
  /** Sections that begin before this line are left out. */
  readonly fromLine?: number;
  /** Tokens of the rows as `formatSection` prints them. */
  readonly budgetTokens: number;
}

export interface StepList {
  readonly sections: readonly LogSection[];
  readonly totalLines: number;
  /** First line of the first section that is not shown: list on from here. */
  readonly next?: number;
  readonly truncated?: true;
}

const FAILED = new Set(["failure", "timed_out", "cancelled"]);

/** One row: indented name, lines, duration, whether it failed. */
export function formatSection({ name, title, depth, fromLine, toLine, failed, durationMs }: LogSection): string {
  const heading = title === undefined ? name : `${name} (${title})`;
  const time = durationMs === undefined ? "" : ` ${Math.round(durationMs / 100) / 10} s`;
  return `${"  ".repeat(depth)}${failed ? "FAILED " : ""}${heading} [${fromLine}-${toLine}]${time}`;
}

/** Which lines each step printed, by its times. A line belongs to the step that began last before it. */
function createStepRanges(steps: readonly JobStep[]): { push(line: LogLine): void; end(): LogSection[] } {
  const timed = steps
    .map((step) => ({ step, startMs: Date.parse(step.startedAt ?? ""), endMs: Date.parse(step.completedAt ?? "") }))
    .filter(({ startMs }) => !Number.isNaN(startMs));
  const ranges = new Map<number, { fromLine: number; toLine: number }>();
  let at = -1;
  return {
    push(line) {
      while (line.atMs !== undefined && line.atMs >= (timed[at + 1]?.startMs ?? Number.POSITIVE_INFINITY)) at += 1;
      const range = ranges.get(at);
      if (range === undefined) ranges.set(at, { fromLine: line.number, toLine: line.number });
      else range.toLine = line.number;
    },
    end: () =>
      timed.flatMap(({ step, startMs, endMs }, index) => {
        const range = ranges.get(index);
        if (range === undefined) return [];
        const failed = FAILED.has(step.conclusion ?? "") ? { failed: true as const } : {};
        return [
          {
            name: step.name,
            depth: 0,
            ...range,
            ...failed,
            ...(Number.isNaN(endMs) ? {} : { durationMs: endMs - startMs }),
          },
        ];
      }),
  };
}

const beneath = (section: LogSection): LogSection => ({ ...section, depth: 1 });

/** The log's own sections beneath the steps they lie in. The group that heads a step repeats its name and is left out. */
function nest(steps: readonly LogSection[], sections: readonly LogSection[]): LogSection[] {
  return steps.flatMap((step) => {
    const inner = sections.filter(
      ({ fromLine, name }) => fromLine >= step.fromLine && fromLine <= step.toLine && !name.startsWith("Run "),
    );
    const groups = inner.filter(({ name }) => name !== "Post job cleanup" && name !== "Cleaning up orphan processes");
    return [step, ...groups.map(beneath)];
  });
}

/** As many rows as `room` holds. Rows that begin on one line stay together where they can, so that `next` neither repeats nor skips. */
function fit(
  sections: readonly LogSection[],
  room: number,
): { sections: readonly LogSection[]; next: number | undefined } {
  let left = room;
  const full = sections.findIndex((section) => (left -= formatSection(section).length + 1) < 0);
  if (full === -1) return { sections, next: undefined };
  const line = sections[full]?.fromLine;
  const together = sections.findIndex((section) => section.fromLine === line);
  if (together > 0) return { sections: sections.slice(0, together), next: line };
  return { sections: sections.slice(0, full), next: sections.find((section) => section.fromLine !== line)?.fromLine };
}

/** The tree of a log's steps and sections with their line ranges, and which of them failed. */
export async function listSteps(source: LogSource, options: ListStepsOptions): Promise<StepList> {
  const tree = createSectionTree();
  const ranges = createStepRanges(options.steps ?? []);
  const end = await scanLog(
    source,
    (line) => {
      tree.push(line);
      ranges.push(line);
    },
    options,
  );
  const steps = ranges.end();
  const all = steps.length === 0 ? tree.end() : nest(steps, tree.end());
  const asked = all.filter((section) => section.fromLine >= (options.fromLine ?? 1));
  const { sections, next } = fit(asked, charactersOf(options.budgetTokens));
  return {
    sections,
    totalLines: end.totalLines,
    ...(next === undefined ? {} : { next }),
    ...(end.truncated ? { truncated: true } : {}),
  };
}
