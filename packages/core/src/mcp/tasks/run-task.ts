import { MissingRequiredClientCapabilityError, ProtocolError, type CallToolResult } from "@modelcontextprotocol/server";
import { AuthChallenge } from "../../auth/index.ts";
import { ToolError, type AnyTool, type Question } from "../../connector/index.ts";
import { JobAbort, type RunningJob } from "../../jobs/index.ts";
import { openScope } from "../open-scope.ts";
import { callTool, type Outcome } from "../call/call-tool.ts";
import type { CallState } from "../call/call-state.ts";
import { errorResult, toolResult } from "../call/tool-result.ts";
import { noteOutcome } from "../serve/note-outcome.ts";
import { observed } from "../serve/observed.ts";
import { fingerprint } from "../sealed/sealer.ts";
import type { RequestScope } from "../serve/request-scope.ts";
import { canAnswer } from "../serve/sender.ts";
import type { TaskParts } from "./create-tasks.ts";
import { recordUnrun } from "./record-unrun.ts";
import type { TaskBook } from "./task-book.ts";
import { taskExchange } from "./task-exchange.ts";
import type { TaskContent, TaskState } from "./task-state.ts";

export interface RunParts extends TaskParts {
  book: TaskBook;
  enqueue(id: string, round: number): Promise<string>;
}

/** What a run has come to. */
type Ending =
  | { status: "completed"; result: CallToolResult }
  | { status: "failed"; error: NonNullable<TaskContent["error"]> }
  | { status: "input_required"; questions: Readonly<Record<string, Question>>; state: CallState };

/**
 * Runs one round of a task, on whatever replica its job came to. Running it twice does nothing twice: a round that has
 * ended is left alone, and a write that may have been sent is looked up, never sent again blindly.
 */
export async function runTask(parts: RunParts, at: { id: string; round: number }, job: RunningJob): Promise<void> {
  const { book } = parts;
  const isOurs = ({ row, content }: TaskState) => row.status === "working" && content.round === at.round;
  const began = await book.change(at.id, (state) =>
    isOurs(state) ? { status: "working", content: { ...state.content, begun: state.content.begun + 1 } } : undefined,
  );
  if (began === undefined || !isOurs(began)) return;
  const { ending, writes } = await perform(parts, began, job);
  if (job.signal.aborted) {
    // Broken off before anything was written, it has not begun.
    if (isShutdown(job) && writes === 0) {
      await book.change(at.id, (state) =>
        isOurs(state)
          ? { status: "working", content: { ...state.content, begun: state.content.begun - 1 } }
          : undefined,
      );
    }
    throw job.signal.reason;
  }
  const ended = await book.change(at.id, (state) => (isOurs(state) ? settle(state.content, ending) : undefined));
  // Only a state was to be kept: there is nothing to wait for.
  if (ended?.row.status === "working" && ended.content.round > at.round) {
    await parts.enqueue(at.id, ended.content.round);
  }
}

function isShutdown({ signal }: RunningJob): boolean {
  return signal.reason instanceof JobAbort && signal.reason.why === "shutdown";
}

function settle(content: TaskContent, ending: Ending): { status: TaskState["row"]["status"]; content: TaskContent } {
  switch (ending.status) {
    case "completed": {
      // How far it was says nothing any more.
      const { message: _message, ...rest } = content;
      return { status: "completed", content: { ...rest, result: ending.result } };
    }
    case "failed":
      return { status: "failed", content: { ...content, error: ending.error, message: ending.error.message } };
    case "input_required": {
      const { questions, state } = ending;
      const asked = { ...content, state, answers: {} };
      // No key comes twice in a task's life (tasks extension, "Task Update Requests").
      const keyed = Object.entries(questions).map(([key, question]) => [`${content.round}.${key}`, question]);
      if (keyed.length > 0)
        return { status: "input_required", content: { ...asked, questions: Object.fromEntries(keyed) } };
      return { status: "working", content: { ...asked, round: content.round + 1, begun: 0 } };
    }
  }
}

async function perform(
  parts: RunParts,
  { row, content }: TaskState,
  job: RunningJob,
): Promise<{ ending: Ending; writes: number }> {
  const { runtime } = parts;
  const completed = async (error: ToolError) => {
    await recordUnrun(runtime, content, error);
    return { ending: { status: "completed" as const, result: errorResult(error, content.requestId) }, writes: 0 };
  };
  let scope: RequestScope;
  try {
    scope = await scopeOf(parts, content);
  } catch (error) {
    if (error instanceof AuthChallenge) return completed(signInEnded(error));
    throw error;
  }
  const { catalog } = scope;
  const entry =
    catalog.callable.get(content.tool) ??
    catalog.reachable.get(content.tool) ??
    catalog.refused.get(content.tool)?.entry;
  if (entry === undefined)
    return completed(new ToolError("policy_denied", `${content.tool} is no longer allowed here.`));
  const again = content.begun > 1 && entry.tool.access !== "read" && entry.tool.idempotent !== true;
  if (again && entry.tool.recover === undefined) return completed(unknownFate(entry.tool));

  const exchange = taskExchange({ book: parts.book, id: row.id, scope, content, job });
  const what = { ...content.sender, method: "tools/call", target: content.tool };
  try {
    return await observed(scope, what, async (notes) => {
      const deadlineAt = Date.now() + runtime.limits.taskMs;
      const startedAtMs = row.createdAtMs;
      const resumed = { state: content.state, deadlineAt, recoverFirst: again, startedAtMs, mark: fingerprint(row.id) };
      const outcome = await callTool({ ...scope, tasks: undefined, entry, args: content.args, exchange, resumed });
      noteOutcome(notes, outcome);
      return { ending: endingOf(outcome, content), writes: outcome.call?.session?.sent.writes ?? 0 };
    });
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const { code, message, data } = error;
    return { ending: { status: "failed", error: { code, message, ...(data !== undefined && { data }) } }, writes: 0 };
  }
}

/** @throws ProtocolError for a question that the client cannot answer. */
function endingOf(outcome: Outcome, { capabilities, requestId }: TaskContent): Ending {
  if ("error" in outcome) return { status: "completed", result: errorResult(outcome.error, requestId) };
  const { reply } = outcome;
  if (reply.kind !== "ask") return { status: "completed", result: toolResult(reply) };
  const { questions } = reply.ask;
  const missing = Object.values(questions).find(({ method }) => !canAnswer(capabilities, method));
  if (missing !== undefined) throw cannotAsk(missing);
  return { status: "input_required", questions, state: reply.state };
}

function cannotAsk({ method }: Question): ProtocolError {
  const [capability = ""] = method.split("/");
  return new MissingRequiredClientCapabilityError({ requiredCapabilities: { [capability]: {} } });
}

/** The task's principal, as if it had just called. */
async function scopeOf({ runtime, authenticator, catalogs }: RunParts, content: TaskContent): Promise<RequestScope> {
  const { principal, ticket, view, requestId } = content;
  authenticator.admit?.(principal, ticket);
  const connection = await authenticator.connect(principal, view.profile);
  if (connection === undefined) throw new AuthChallenge(401, "Bearer", "The account is no longer connected.");
  return openScope({ runtime, catalogs, tasks: undefined }, { principal, connection, view, requestId });
}

function signInEnded(cause: AuthChallenge): ToolError {
  return new ToolError("reauthorize", "The sign-in has ended. Sign in again, then repeat the call.", { cause });
}

function unknownFate({ title }: AnyTool): ToolError {
  return new ToolError(
    "conflict",
    `${title} was broken off and may have been done. Read the object; call again only if it was not.`,
  );
}
