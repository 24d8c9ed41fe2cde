import { createMcpHandler, type McpHttpHandler } from "@modelcontextprotocol/server";
import { toNodeHandler, type NodeIncomingMessageLike } from "@modelcontextprotocol/node";
import { AsyncLocalStorage } from "node:async_hooks";
import { personOf } from "../caller.ts";
import type { Runtime } from "../runtime.ts";
import { createServer } from "../serve/create-server.ts";
import type { RequestScope } from "../serve/request-scope.ts";
import { allowedListen } from "./allowed-listen.ts";
import { headerMismatch, HEADER_MISMATCH } from "./header-parameters.ts";
import { forNode } from "./for-node.ts";
import { requestIdOf, type Inbound } from "./inbound.ts";
import { createQuota } from "./quota.ts";
import { createTaskStreams } from "./task-stream.ts";
import { writeRpcError } from "./write-reply.ts";

/** Revision 2026-07-28: every request stands alone; listening is one long answer. */
export interface ModernEra {
  /** @param inbound A request whose envelope and headers are in order. */
  serve(inbound: Inbound, scope: RequestScope): Promise<void>;
  /** Answers whatever else came in: the SDK says what is wrong with it, and takes notifications. Nothing is done for it. */
  refuse: ModernEra["serve"];
  /** Ends open streams with their final frame. */
  close(): Promise<void>;
}

export function createModernEra(runtime: Runtime): ModernEra {
  const scopes = new AsyncLocalStorage<RequestScope>();
  const handler: McpHttpHandler = createMcpHandler(
    () => {
      const scope = scopes.getStore();
      if (scope === undefined) throw new Error("A server was asked for outside a request.");
      return createServer(scope, "modern");
    },
    {
      legacy: "reject",
      bus: runtime.bus,
      maxSubscriptions: runtime.limits.subscriptions,
    },
  );
  const ours = { fetch: async (...asked: Parameters<typeof handler.fetch>) => forNode(await handler.fetch(...asked)) };
  const answer = toNodeHandler(ours, {
    onerror(error) {
      const requestId = scopes.getStore()?.caller.requestId;
      runtime.reportError(error, requestId === undefined ? {} : { requestId });
    },
  });
  const listening = createQuota(runtime.limits.subscriptionsPerPrincipal);
  const taskStreams = createTaskStreams();

  async function answerBySdk({ req, res, body }: Inbound, scope: RequestScope): Promise<void> {
    // The SDK's structural type predates exactOptionalPropertyTypes: Node's request is one.
    const request = req as unknown as NodeIncomingMessageLike;
    await scopes.run(scope, () => runtime.bus.as(scope.caller.connection.id, () => answer(request, res, body)));
  }

  /** For as long as the client listens. */
  async function serveListening(asked: Inbound, scope: RequestScope): Promise<void> {
    const { inbound, uris, sender } = await allowedListen(asked, scope);
    const ends = uris.map((uri) => runtime.subscriptions.add({ uri, scope, sender }));
    try {
      if (!(await taskStreams.serve(inbound, scope))) await answerBySdk(inbound, scope);
    } finally {
      for (const end of ends) end();
    }
  }

  return {
    async serve(inbound, scope) {
      const { res, body } = inbound;
      const mismatch = parameterMismatch(inbound, scope);
      if (mismatch !== undefined) {
        const error = { code: HEADER_MISMATCH, message: `Bad Request: ${mismatch}` };
        return writeRpcError(res, 400, error, requestIdOf(body));
      }
      if (!isListen(body)) return answerBySdk(inbound, scope);
      const release = listening.take(personOf(scope.caller.principal));
      if (release === undefined) {
        const error = { code: -32_603, message: "Too many open subscriptions. Close one first." };
        return writeRpcError(res, 200, error, requestIdOf(body));
      }
      return serveListening(inbound, scope).finally(release);
    },
    refuse: answerBySdk,
    async close() {
      taskStreams.close();
      await handler.close();
    },
  };
}

function isListen(body: unknown): boolean {
  return typeof body === "object" && body !== null && "method" in body && body.method === "subscriptions/listen";
}

function parameterMismatch({ req, body }: Inbound, { catalog }: RequestScope): string | undefined {
  const { method, params } = body as { method?: unknown; params?: { name?: unknown; arguments?: unknown } };
  if (method !== "tools/call" || typeof params?.name !== "string") return undefined;
  const entry = catalog.callable.get(params.name);
  if (entry === undefined || entry.headerParameters.length === 0) return undefined;
  if (typeof params.arguments !== "object" || params.arguments === null) return undefined;
  return headerMismatch(entry.headerParameters, params.arguments as Record<string, unknown>, req.headers);
}
