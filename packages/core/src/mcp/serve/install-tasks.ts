import { ProtocolError, ProtocolErrorCode, type Server, type ServerContext } from "@modelcontextprotocol/server";
import { z } from "zod";
import type { Answer } from "../../connector/index.ts";
import { missingExtension } from "../call/into-task.ts";
import type { Tasks } from "../tasks/tasks.ts";
import { observed, type Notes } from "./observed.ts";
import type { RequestScope } from "./request-scope.ts";
import { capabilitiesOf, senderOf, takesTasks } from "./sender.ts";

const params = z.looseObject({ taskId: z.string().max(200) });

/** `tasks/get`, `tasks/update` and `tasks/cancel` of the tasks extension. */
export function installTasks(server: Server, scope: RequestScope, tasks: Tasks): void {
  const handle = (
    method: string,
    work: (id: string, ctx: ServerContext, notes: Notes) => Promise<Record<string, unknown>>,
  ) =>
    server.setRequestHandler(method, { params }, ({ taskId }, ctx) =>
      observed(scope, { ...senderOf(server, ctx), method, target: undefined }, async (notes) => {
        if (!takesTasks(capabilitiesOf(server, ctx))) throw missingExtension();
        return work(taskId, ctx, notes);
      }),
    );

  handle("tasks/get", async (id, _ctx, notes) => {
    const state = await tasks.get(scope.caller, id);
    if (state === undefined) throw notFound();
    notes.target = state.content.tool;
    return { ...tasks.detailed(state) };
  });
  handle("tasks/update", async (id, { mcpReq }) => {
    const answers = (mcpReq.inputResponses ?? {}) as Record<string, Answer>;
    if (!(await tasks.answer(scope.caller, id, answers))) throw notFound();
    return {};
  });
  handle("tasks/cancel", async (id) => {
    if (!(await tasks.cancel(scope.caller, id))) throw notFound();
    return {};
  });
}

/** The same words for a task that never was, has expired, or is somebody else's. */
function notFound(): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.InvalidParams, "Task not found: it has expired, or was never made here.");
}
