import { MissingRequiredClientCapabilityError, ProtocolError } from "@modelcontextprotocol/server";
import { ask, ToolError } from "../../connector/index.ts";
import { TASKS_EXTENSION } from "../tasks/shown-task.ts";
import type { TaskState } from "../tasks/task-state.ts";
import type { Tasks } from "../tasks/tasks.ts";
import type { Call, Reply, Stage } from "./call.ts";

/**
 * Turns a call that may take long into a task. A client that knows tasks gets it at once. Any other waits for `timeout_s`,
 * hears of progress, answers what the task asks, and goes on with `resume` when it has not ended by then.
 */
export const intoTask: Stage = {
  name: "task",
  run: async (call, next) => {
    const { tasks, exchange, entry } = call;
    const { task: support } = entry.tool;
    if (support === undefined || tasks === undefined || call.dryRun) return next();
    if (exchange.takesTasks) return { kind: "task", task: await tasks.begin(call) };
    if (support === "required") throw missingExtension();
    return wait(call, tasks, await waitedFor(call, tasks));
  },
};

export function missingExtension(): ProtocolError {
  return new MissingRequiredClientCapabilityError({
    requiredCapabilities: { extensions: { [TASKS_EXTENSION]: {} } },
  });
}

/** The task of an earlier call, where there is one, with the answers that it has asked for; else a new one. */
async function waitedFor(call: Call, tasks: Tasks): Promise<string> {
  const { caller, exchange, state } = call;
  const earlier = call.resume ?? state.task;
  if (earlier === undefined) return (await tasks.begin(call)).taskId;
  const known = await tasks.get(caller, earlier);
  if (known === undefined || !tasks.isCallOf(known, call)) {
    throw new ToolError(
      "not_found",
      '"resume" is not that of a call with these arguments, or has expired. Leave it out to begin anew.',
    );
  }
  if (state.task !== undefined) await tasks.answer(caller, earlier, exchange.answers);
  return earlier;
}

async function wait(call: Call, tasks: Tasks, id: string): Promise<Reply> {
  const { caller, exchange } = call;
  const last = await tasks.wait(caller, id, {
    ms: call.waitMs,
    signal: exchange.signal,
    onProgress: exchange.progress,
    until: ({ status }) => status === "input_required" && exchange.canAsk("elicitation/create"),
  });
  // Nobody is left who could resume it: where closing the stream cancels, the work ends too.
  if (exchange.signal.aborted) await tasks.cancel(caller, id);
  if (last === undefined) throw new ToolError("not_found", "The task has expired.");
  switch (last.shown.status) {
    case "completed":
      return { kind: "result", result: last.content.result ?? { content: [] } };
    case "failed":
      throw new ProtocolError(last.content.error?.code ?? -32_603, last.content.error?.message ?? "Failed");
    case "cancelled":
      throw new ToolError("cancelled", "The work was cancelled.");
    case "input_required":
      if (exchange.canAsk("elicitation/create")) return question(last, id);
      return stillRunning(last, id);
    case "working":
      return stillRunning(last, id);
  }
}

function question({ content: { questions = {} } }: TaskState, task: string): Reply {
  return { kind: "ask", ask: ask(questions), state: { task } };
}

function stillRunning({ shown: { statusMessage } }: TaskState, resume: string): Reply {
  const facts = { still_running: true, resume, ...(statusMessage !== undefined && { at: statusMessage }) };
  const lines = [
    "Still running. Call again with the same arguments and this resume to wait on.",
    `resume: ${resume}`,
    ...(statusMessage === undefined ? [] : [`at: ${statusMessage}`]),
  ];
  return { kind: "result", result: { content: [{ type: "text", text: lines.join("\n") }], structuredContent: facts } };
}
