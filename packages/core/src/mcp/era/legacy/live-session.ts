import { WebStandardStreamableHTTPServerTransport, type Server } from "@modelcontextprotocol/server";
import { createServer } from "../../serve/create-server.ts";
import { subscribedUris } from "../../serve/install-subscriptions.ts";
import type { RequestScope } from "../../serve/request-scope.ts";
import type { Capsule } from "./capsule.ts";

/** A session while something of it is open: a request, a stream, a subscription, a question. */
export interface LiveSession {
  id: string;
  handle(request: Request, body: unknown): Promise<Response>;
  /** True while dropping it would lose something. */
  busy(): boolean;
  close(): Promise<void>;
}

/**
 * Opens a session from its capsule by replaying the client's `initialize` into a fresh transport, whose ids are the
 * capsule itself. The client notices nothing.
 */
export async function openSession(scope: RequestScope, id: string, capsule: Capsule): Promise<LiveSession> {
  const { session } = await startSession(scope, id, capsule.initialize);
  return session;
}

/** Starts a session with the client's own `initialize`; the response is the client's. */
export async function startSession(
  scope: RequestScope,
  id: string,
  initialize: Record<string, unknown>,
  requestId: string | number = "replay",
): Promise<{ session: LiveSession; response: Response }> {
  const server = createServer(scope);
  const transport = new WebStandardStreamableHTTPServerTransport({ sessionIdGenerator: () => id });
  await server.connect(transport);
  const stopListening = listen(server, scope);
  let open = 0;

  const handle = async (request: Request, body: unknown): Promise<Response> => {
    open += 1;
    const ended = once(() => (open -= 1));
    try {
      const response = await transport.handleRequest(request, body === undefined ? {} : { parsedBody: body });
      if (response.body === null) ended();
      return response.body === null ? response : whenRead(response, ended);
    } catch (error) {
      ended();
      throw error;
    }
  };
  const response = await handle(initializeRequest(), {
    jsonrpc: "2.0",
    id: requestId,
    method: "initialize",
    params: initialize,
  });
  if (requestId === "replay") await response.text();
  return {
    response,
    session: {
      id,
      handle,
      busy: () => open > 0 || subscribedUris(server).size > 0,
      async close() {
        stopListening();
        await server.close();
      },
    },
  };
}

/** Passes on the events of this session's connection: changed lists to all, changed resources to subscribers. */
function listen(server: Server, { runtime, caller }: RequestScope): () => void {
  const report = (error: unknown) => runtime.reportError(error, { requestId: caller.requestId });
  return runtime.bus.as(caller.connection.id, () =>
    runtime.bus.subscribe((event) => {
      switch (event.kind) {
        case "tools_list_changed":
          return void server.sendToolListChanged().catch(report);
        case "prompts_list_changed":
          return void server.sendPromptListChanged().catch(report);
        case "resources_list_changed":
          return void server.sendResourceListChanged().catch(report);
        case "resource_updated":
          if (subscribedUris(server).has(event.uri)) server.sendResourceUpdated({ uri: event.uri }).catch(report);
      }
    }),
  );
}

function initializeRequest(): Request {
  return new Request("http://session.invalid/mcp", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json, text/event-stream" },
    body: "{}",
  });
}

function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (!done) work();
    done = true;
  };
}

/** The same response, telling when its body has been read to the end or given up. */
function whenRead(response: Response, ended: () => void): Response {
  const reader = response.body?.getReader();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const chunk = await reader?.read();
      if (chunk === undefined || chunk.done) {
        ended();
        controller.close();
      } else controller.enqueue(chunk.value);
    },
    async cancel(reason) {
      ended();
      await reader?.cancel(reason);
    },
  });
  return new Response(body, { status: response.status, headers: response.headers });
}
