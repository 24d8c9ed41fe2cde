import type { TraceParent } from "./trace-parent.ts";

/** One stage of a call. Times are on the clock of `performance.now()`. */
export interface StageMark {
  readonly name: string;
  readonly startMs: number;
  endMs: number;
}

/** One request to a vendor, or one answer that was kept. */
export interface VendorMark {
  readonly method: string;
  readonly host: string;
  readonly status: number | undefined;
  readonly durationMs: number;
  readonly attempt: number;
  readonly cached: string;
  readonly requestId: string | undefined;
  readonly error?: string | undefined;
}

/** What a trace says of a request beside its stages. No argument, no name that a client made up. */
export interface TraceFacts {
  requestId?: string | undefined;
  connector?: string | undefined;
  method?: string | undefined;
  tool?: string | undefined;
  prompt?: string | undefined;
  protocolVersion?: string | undefined;
  /** As it calls itself; not in spans. */
  client?: { name: string; version: string } | undefined;
  outcome?: string | undefined;
  code?: string | number | undefined;
  /** The stage that refused it. */
  stage?: string | undefined;
}

/** Where a trace goes once its request is over. */
export interface TraceWriter {
  /** @returns the id under which it will be found, and what takes the rest of it. */
  begin(trace: TraceOrigin): { traceId: string; end(trace: EndedTrace): void };
}

export interface TraceOrigin {
  /** When its request came in, in milliseconds since the epoch. */
  startedAtMs: number;
  parent: TraceParent | undefined;
  /** What else it follows from. */
  link: TraceParent | undefined;
}

export interface EndedTrace {
  /** What turns marks into milliseconds since the epoch. */
  originMs: number;
  endMs: number;
  facts: Readonly<TraceFacts>;
  stages: readonly StageMark[];
  /** Each with the index of the stage in which it ended. */
  vendor: readonly { stage: number; endMs: number; mark: VendorMark }[];
  /** Requests to the vendor that are not in it, as there were too many. */
  dropped: number;
}

/** What is noted of one request on its way through the stages of DESIGN §3. They follow each other: one begins, the last has ended. */
export interface CallTrace {
  /** Undefined where only times are wanted. */
  readonly traceId: string | undefined;
  enter(stage: string): void;
  vendor(mark: VendorMark): void;
  /** What the request follows from; known once its body is read. */
  follow(origin: { parent: TraceParent | undefined; link: TraceParent | undefined }): void;
  describe(facts: TraceFacts): void;
  /** What has been said of it so far. */
  readonly facts: Readonly<TraceFacts>;
  /** Milliseconds by stage, so far. */
  timing(): Record<string, number>;
  end(): void;
}

/** Whoever listens for a day asks for much. */
const MAX_VENDOR_MARKS = 256;

/** @param writer undefined: times are for the log and `Server-Timing` alone. */
export function createCallTrace(writer: TraceWriter | undefined): CallTrace {
  const { timeOrigin } = performance;
  const stages: StageMark[] = [];
  const vendor: { stage: number; endMs: number; mark: VendorMark }[] = [];
  const facts: TraceFacts = {};
  const startMs = performance.now();
  let current: StageMark | undefined;
  let dropped = 0;
  let written: ReturnType<TraceWriter["begin"]> | undefined;

  return {
    get traceId() {
      return written?.traceId;
    },
    enter(name) {
      // Several steps of one stage.
      if (current?.name === name) return;
      const now = performance.now();
      if (current !== undefined) current.endMs = now;
      stages.push((current = { name, startMs: now, endMs: now }));
    },
    vendor(mark) {
      if (vendor.length >= MAX_VENDOR_MARKS) dropped += 1;
      else vendor.push({ stage: stages.length - 1, endMs: performance.now(), mark });
    },
    follow(origin) {
      written ??= writer?.begin({ startedAtMs: timeOrigin + startMs, ...origin });
    },
    facts,
    describe: (more) => void Object.assign(facts, more),
    timing() {
      const now = performance.now();
      const byStage: Record<string, number> = {};
      for (const mark of stages) {
        const took = (mark === current ? now : mark.endMs) - mark.startMs;
        byStage[mark.name] = Math.round(((byStage[mark.name] ?? 0) + took) * 100) / 100;
      }
      return byStage;
    },
    end() {
      const endMs = performance.now();
      if (current !== undefined) current.endMs = endMs;
      written?.end({ originMs: timeOrigin, endMs, facts, stages, vendor, dropped });
    },
  };
}
