import { randomBytes } from "node:crypto";
import type { Authenticator } from "../../auth/index.ts";
import { ToolError, type Answer, type ProgressStep } from "../../connector/index.ts";
import type { JobWorker } from "../../jobs/index.ts";
import type { Caller } from "../caller.ts";
import type { Catalogs } from "../catalog/index.ts";
import type { Runtime } from "../runtime.ts";
import { fingerprint } from "../sealed/sealer.ts";
import { followTask, jobOf, roundKey, type TaskNews } from "./follow-task.ts";
import { runTask } from "./run-task.ts";
import { CLOCKS_APART_MS, detailedTask } from "./shown-task.ts";
import { createTaskBook, hasEnded } from "./task-book.ts";
import type { Tasks } from "./tasks.ts";
import { ownerOf, type TaskContent, type TaskState } from "./task-state.ts";
import { tidyTasks } from "./tidy-tasks.ts";

/** What becomes of tasks whose owner is not there: on any replica, after any restart. */
export interface TaskParts {
  runtime: Runtime;
  authenticator: Authenticator;
  catalogs: Catalogs;
}

export function createTasks(parts: TaskParts): Tasks {
  const { runtime, authenticator } = parts;
  const { connector, limits, sealer, channel, reportError } = runtime;
  const { jobs, rows } = runtime.tasks;
  const queueName = `tasks.${connector.name}`;
  const queue = jobs.queue(queueName, { maxAttempts: 5, leaseMs: 15_000, keepMs: limits.taskTtlMs });
  const listeners = new Set<(id: string) => void>();
  const topic = `${queueName}/changed`;
  const hear = (id: unknown) => {
    for (const listener of listeners) listener(String(id));
  };
  const stopHearing = channel.listen(topic, hear);
  const book = createTaskBook(rows, sealer, ({ row }) => channel.send(topic, row.id));
  const news: TaskNews = {
    queue,
    queueName,
    book,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const draining = new AbortController();
  const enqueue = (id: string, round: number) => queue.enqueue({ task: id, round }, { key: roundKey(id, round) });

  const find = async (caller: Caller, id: string): Promise<TaskState | undefined> => {
    const state = await book.read(id);
    const { row } = state ?? {};
    const theirs = row?.connector === connector.name && row.tenant === caller.principal.tenant;
    return theirs && row.owner === ownerOf(caller) ? state : undefined;
  };

  const worker: JobWorker = queue.process(
    (job) => {
      const { task, round } = job.payload as { task?: string; round?: number };
      if (task === undefined || round === undefined)
        return tidyTasks({ rows, book, sealer, queue, queueName, connector, enqueue });
      return runTask({ ...parts, book, enqueue }, { id: task, round }, job);
    },
    { concurrency: limits.tasksAtOnce },
  );
  queue.schedule("tidy", 60_000, {}).catch((error: unknown) => reportError(error, {}));

  return {
    async begin(call) {
      const { caller, entry, args, exchange } = call;
      const { tenant } = caller.principal;
      const owner = ownerOf(caller);
      const open = await rows.countOpen({ tenant, connector: connector.name, owner });
      if (open >= limits.tasksPerPrincipal) throw tooMany(open);
      const now = Date.now();
      const row = {
        // 128 random bits: nobody guesses one (tasks extension, "Security Considerations").
        id: randomBytes(16).toString("base64url"),
        tenant,
        connector: connector.name,
        owner,
        status: "working" as const,
        version: 1,
        createdAtMs: now,
        updatedAtMs: now,
        expiresAtMs: now + limits.taskTtlMs + CLOCKS_APART_MS,
      };
      const content: TaskContent = {
        tool: entry.tool.name,
        args,
        principal: caller.principal,
        ticket: authenticator.ticketOf?.(caller.principal),
        view: caller.view,
        requestId: caller.requestId,
        sender: exchange.sender,
        capabilities: exchange.capabilities,
        state: { confirmed: call.confirmed, given: call.given, tool: call.state.tool },
        round: 0,
        begun: 0,
        answers: {},
      };
      const state = await book.insert(row, content);
      try {
        await enqueue(row.id, 0);
      } catch (error) {
        // Nobody will hear of it: what the job finds then has ended.
        await book.change(row.id, (at) => ({ status: "cancelled", content: at.content }));
        throw error;
      }
      return state.shown;
    },
    get: find,
    detailed: ({ row, content }) => detailedTask(row, content),
    isCallOf: ({ content }, { entry, args }) =>
      content.tool === entry.tool.name && fingerprint(ofCall(content.args)) === fingerprint(ofCall(args)),
    async answer(caller, id, answers) {
      if ((await find(caller, id)) === undefined) return false;
      const state = await book.change(id, (at) => answered(at, answers));
      if (state?.row.status === "working") await enqueue(id, state.content.round);
      return true;
    },
    async cancel(caller, id) {
      if ((await find(caller, id)) === undefined) return false;
      const state = await book.change(id, (at) =>
        hasEnded(at) ? undefined : { status: "cancelled", content: at.content },
      );
      if (state?.row.status === "cancelled") await queue.cancel(jobOf(queueName, state));
      return true;
    },
    async wait(caller, id, { ms, signal, onProgress, until }) {
      if ((await find(caller, id)) === undefined) return undefined;
      const over = AbortSignal.any([signal, draining.signal, AbortSignal.timeout(ms)]);
      const onStep = (step: unknown) => onProgress(step as ProgressStep);
      for await (const { shown } of followTask(news, id, over, onStep)) if (until(shown)) break;
      return book.read(id);
    },
    async *follow(caller, id, signal) {
      if ((await find(caller, id)) === undefined) return;
      for await (const { row, content } of followTask(news, id, signal)) yield detailedTask(row, content);
    },
    drain: () => draining.abort(),
    async close() {
      draining.abort();
      await worker.close(0);
      stopHearing();
    },
  };
}

/** What a call is about, whatever it says of waiting. */
function ofCall({ resume: _resume, timeout_s: _timeout, ...args }: Readonly<Record<string, unknown>>) {
  return args;
}

/** A task with some of its answers: at work again once it has them all. */
function answered({ row, content }: TaskState, answers: Readonly<Record<string, Answer>>) {
  if (row.status !== "input_required") return undefined;
  const { questions = {}, ...rest } = content;
  const wanted = Object.keys(questions).filter((key) => Object.hasOwn(answers, key));
  if (wanted.length === 0) return undefined;
  const given = { ...rest.answers, ...Object.fromEntries(wanted.map((key) => [key, answers[key] ?? {}])) };
  const left = Object.entries(questions).filter(([key]) => !wanted.includes(key));
  if (left.length > 0) {
    return { status: row.status, content: { ...rest, questions: Object.fromEntries(left), answers: given } };
  }
  return { status: "working" as const, content: { ...rest, answers: given, round: rest.round + 1, begun: 0 } };
}

function tooMany(open: number): ToolError {
  return new ToolError("rate_limited", `There are ${open} tasks at work. Wait for one, or cancel it.`, {
    retryAfterS: 10,
  });
}
