import { HOUSEKEEPING, MAX_DEPTH } from "./housekeeping.ts";
import { createStepTest, findFailedStep, type JobStep } from "./job-step.ts";
import type { LogLine } from "./log-line.ts";

/** What part of a job a line belongs to. */
export interface Place {
  /** Grows by one whenever another part begins. */
  readonly part: number;
  /** The nested section within the part; 0 is none. */
  readonly section: number;
}

/** Follows a log from part to part and knows, at the end, which one failed. */
export interface Scope {
  place(line: LogLine): Place;
  /** The part that failed, as far as is known by now; undefined if the log does not tell. */
  failedPart(): number | undefined;
  /** A nested section that was never closed: the failure happened in it. */
  brokenSection(): number | undefined;
  /** The failed part's name. */
  name(): string | undefined;
}

/** By the times of a step the API told of: before it, in it, after it. A line out of order does not end the step. */
function byTimes(step: JobStep, inStep: (line: LogLine) => boolean): Scope {
  const before: Place = { part: 0, section: 0 };
  const within: Place = { part: 1, section: 0 };
  const after: Place = { part: 2, section: 0 };
  let entered = false;
  return {
    place(line) {
      const inside = inStep(line);
      entered ||= inside;
      if (inside) return within;
      return entered ? after : before;
    },
    failedPart: () => (entered ? within.part : undefined),
    brokenSection: () => undefined,
    name: () => step.name,
  };
}

/**
 * By the log's own sections. GitLab: each top-level section is a part, and the last that is not the runner's clean-up failed, for after it
 * nothing of the job ran. GitHub: each `##[group]Run …` begins a part, and the last one with an `##[error]` failed. With `wanted` the part of
 * that name is taken instead.
 */
function bySections(wanted: string | undefined): Scope {
  let part = 0;
  let section = 0;
  let here: Place = { part, section };
  let name: string | undefined;
  let failed: { part: number; name: string | undefined } | undefined;
  const open: { name: string; id: number }[] = [];
  let sections = 0;
  let broken: { part: number; id: number; name: string } | undefined;

  const begin = (next: string | undefined): void => {
    part += 1;
    name = next;
    section = 0;
    if (wanted !== undefined && next === wanted) failed = { part, name };
  };

  const gitlabStart = (next: string): void => {
    if (open.length >= MAX_DEPTH) return;
    if (open.length === 0) {
      begin(next);
      if (wanted === undefined && !HOUSEKEEPING.test(next)) failed = { part, name };
    }
    sections += 1;
    open.push({ name: next, id: sections });
    section = open.length > 1 ? sections : 0;
    if (wanted === next) failed = { part, name };
  };

  const gitlabEnd = (ended: string): void => {
    const at = open.findLastIndex((one) => one.name === ended);
    if (at === -1) return;
    const left = open.splice(at);
    const inner = left.at(-1);
    if (at === 0 && left.length > 1 && inner !== undefined) broken = { part, id: inner.id, name: inner.name };
    section = open.length > 1 ? (open.at(-1)?.id ?? 0) : 0;
  };

  return {
    place(line) {
      for (const edge of line.edges) {
        if (edge.host === "gitlab" && edge.edge === "start") gitlabStart(edge.name);
        else if (edge.host === "gitlab") gitlabEnd(edge.name);
        else if (edge.edge === "start" && edge.name.startsWith("Run ")) begin(edge.name);
      }
      if (line.text === "Post job cleanup." || line.text === "Cleaning up orphan processes") begin(undefined);
      // Trouble in the clean-up, which has no name, does not hide the step that failed before it.
      const cleanup = name === undefined && failed?.name !== undefined;
      if (wanted === undefined && line.kind === "error" && open.length === 0 && !cleanup) failed = { part, name };
      if (here.part !== part || here.section !== section) here = { part, section };
      return here;
    },
    failedPart: () => failed?.part,
    brokenSection: () => {
      const inner = open.length > 1 ? open.at(-1) : undefined;
      if (inner !== undefined) return inner.id;
      return broken !== undefined && broken.part === failed?.part ? broken.id : undefined;
    },
    name: () => {
      const inner = open.length > 1 ? open.at(-1)?.name : undefined;
      return inner ?? (broken !== undefined && broken.part === failed?.part ? broken.name : failed?.name);
    },
  };
}

/** Chooses by what is known of the job: a step's times first, else the log's own sections. */
export function createScope(steps: readonly JobStep[], failedStep?: string): Scope {
  const step = findFailedStep(steps, failedStep);
  const inStep = step === undefined ? undefined : createStepTest(step);
  if (step !== undefined && inStep !== undefined) return byTimes(step, inStep);
  return bySections(failedStep);
}
