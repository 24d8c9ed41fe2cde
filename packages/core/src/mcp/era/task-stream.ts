import type { ServerResponse } from "node:http";
import {
  CLIENT_CAPABILITIES_META_KEY,
  SERVER_INFO_META_KEY,
  type ClientCapabilities,
} from "@modelcontextprotocol/server";
import { implementationOf } from "../serve/create-server.ts";
import type { RequestScope } from "../serve/request-scope.ts";
import { takesTasks } from "../serve/sender.ts";
import { TASKS_EXTENSION } from "../tasks/shown-task.ts";
import type { Tasks } from "../tasks/tasks.ts";
import { escapeSeparators } from "./escape-separators.ts";
import { requestIdOf, type Inbound } from "./inbound.ts";
import { writeRpcError } from "./write-reply.ts";

const SUBSCRIPTION_ID = "io.modelcontextprotocol/subscriptionId";
const MISSING_CAPABILITY = -32_021;
const KEEP_ALIVE_MS = 15_000;
/** Of one stream. */
const MOST_TASKS = 100;

/** `subscriptions/listen` for tasks (tasks extension, "Task Status Notifications"), which the SDK does not know. */
export interface TaskStreams {
  /** @returns False when the request does not ask for tasks; nothing was written then. */
  serve(inbound: Inbound, scope: RequestScope): Promise<boolean>;
  /** Ends open streams, each with its final frame. */
  close(): void;
}

export function createTaskStreams(): TaskStreams {
  const open = new Set<() => void>();
  return {
    async serve(inbound, scope) {
      const ids = wantedTasks(inbound);
      if (ids === undefined || scope.tasks === undefined) return false;
      const { res, body } = inbound;
      const id = requestIdOf(body) ?? 0;
      if (!takesTasks(declaredBy(body))) {
        const data = { requiredCapabilities: { extensions: { [TASKS_EXTENSION]: {} } } };
        const error = { code: MISSING_CAPABILITY, message: "Missing required client capability", data };
        writeRpcError(res, 400, error, id);
        return true;
      }
      await stream({ res, id, ids, scope, tasks: scope.tasks, open });
      return true;
    },
    close() {
      for (const end of open) end();
    },
  };
}

async function stream(options: {
  res: ServerResponse;
  id: string | number;
  ids: readonly string[];
  scope: RequestScope;
  tasks: Tasks;
  open: Set<() => void>;
}): Promise<void> {
  const { res, id, ids, scope, tasks, open } = options;
  const over = new AbortController();
  const end = () => over.abort();
  const known = await Promise.all(ids.map(async (task) => ((await tasks.get(scope.caller, task)) ? [task] : [])));
  const taskIds = known.flat();
  const marked = { _meta: { [SUBSCRIPTION_ID]: id } };
  const send = (message: object) =>
    void (
      res.writableEnded ||
      res.write(
        escapeSeparators(Buffer.from(`event: message\ndata: ${JSON.stringify({ jsonrpc: "2.0", ...message })}\n\n`)),
      )
    );

  res.writeHead(200, {
    "content-type": "text/event-stream",
    "cache-control": "no-cache, no-transform",
    "x-accel-buffering": "no",
  });
  res.once("close", end);
  open.add(end);
  const keepAlive = setInterval(() => res.write(": keepalive\n\n"), KEEP_ALIVE_MS);
  try {
    const honored = taskIds.length > 0 ? { taskIds } : {};
    send({ method: "notifications/subscriptions/acknowledged", params: { notifications: honored, ...marked } });
    const follow = async (task: string) => {
      for await (const shown of tasks.follow(scope.caller, task, over.signal)) {
        send({ method: "notifications/tasks", params: { ...shown, ...marked } });
      }
    };
    await Promise.all(taskIds.map(follow));
  } finally {
    clearInterval(keepAlive);
    open.delete(end);
    const info = { [SERVER_INFO_META_KEY]: implementationOf(scope.runtime.connector) };
    send({ id, result: { resultType: "complete", _meta: { ...marked._meta, ...info } } });
    res.end();
  }
}

/** The tasks that a request names. */
function wantedTasks({ body }: Inbound): readonly string[] | undefined {
  const { method, params } = body as { method?: unknown; params?: { notifications?: { taskIds?: unknown } } };
  const ids = params?.notifications?.taskIds;
  if (method !== "subscriptions/listen" || !Array.isArray(ids)) return undefined;
  return [...new Set(ids.filter((id) => typeof id === "string"))].slice(0, MOST_TASKS);
}

function declaredBy(body: unknown): ClientCapabilities | undefined {
  const { params } = body as { params?: { _meta?: Record<string, unknown> } };
  return params?._meta?.[CLIENT_CAPABILITIES_META_KEY] as ClientCapabilities | undefined;
}
