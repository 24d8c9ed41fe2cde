import type { ProgressStep } from "../../connector/index.ts";
import type { RunningJob } from "../../jobs/index.ts";
import type { Exchange } from "../call/call.ts";
import { cleanText } from "../render/clean-text.ts";
import { notifyOf } from "../serve/notify.ts";
import type { RequestScope } from "../serve/request-scope.ts";
import { canAnswer } from "../serve/sender.ts";
import type { TaskBook } from "./task-book.ts";
import type { TaskContent } from "./task-state.ts";

/** Least time between two steps that are told, and between two that are written down, in milliseconds. */
const TELL_MS = 200;
const WRITE_MS = 1_000;
const MAX_MESSAGE = 200;

/** The line of a tool that runs as a task: nobody waits at its other end. */
export function taskExchange(parts: {
  book: TaskBook;
  id: string;
  scope: RequestScope;
  content: TaskContent;
  job: RunningJob;
}): Exchange {
  const { scope, content, job } = parts;
  const { capabilities, sender } = content;
  return {
    signal: job.signal,
    answers: answersOf(content),
    sealedState: undefined,
    canAsk: (method) => canAnswer(capabilities, method),
    progress: progressOf(parts),
    log: () => {},
    closeStream: () => {},
    notify: notifyOf(scope),
    takesTasks: false,
    capabilities,
    sender,
  };
}

/** By the keys that the tool gave them: those of the wire begin with the round. */
function answersOf({ answers }: TaskContent): Exchange["answers"] {
  return Object.fromEntries(Object.entries(answers).map(([key, answer]) => [key.slice(key.indexOf(".") + 1), answer]));
}

function progressOf({ book, id, scope, job }: Parameters<typeof taskExchange>[0]): Exchange["progress"] {
  const { runtime, caller } = scope;
  let toldAt = -Infinity;
  let writtenAt = -Infinity;
  return (step) => {
    if (job.signal.aborted) return;
    const now = performance.now();
    const last = step.done === step.total;
    if (now - toldAt < TELL_MS && !last) return;
    toldAt = now;
    job.progress(step);
    if (now - writtenAt < WRITE_MS) return;
    writtenAt = now;
    const message = messageOf(step);
    book
      .change(id, (at) =>
        at.row.status === "working" ? { status: "working", content: { ...at.content, message } } : undefined,
      )
      .catch((error: unknown) => runtime.reportError(error, { requestId: caller.requestId }));
  };
}

function messageOf({ done, total, message }: ProgressStep): string {
  return cleanText(message ?? (total === undefined ? String(done) : `${done} of ${total}`)).slice(0, MAX_MESSAGE);
}
