import {
  isJSONRPCErrorResponse,
  isJSONRPCRequest,
  isJSONRPCResultResponse,
  WebStandardStreamableHTTPServerTransport,
  type RequestId,
  type Server,
} from "@modelcontextprotocol/server";
import { createServer } from "../../serve/create-server.ts";
import { subscribedUris } from "../../serve/install-subscriptions.ts";
import type { RequestScope } from "../../serve/request-scope.ts";
import type { Capsule } from "./capsule.ts";
import { createEventMemory } from "./event-memory.ts";
import { whenRead } from "./when-read.ts";

/** How long a client whose stream broke should wait before it comes back, in milliseconds. */
const RETRY_MS = 1_000;

/** A session while something of it is open: a request, a stream, a subscription, a question. */
export interface LiveSession {
  id: string;
  handle(request: Request, body: unknown): Promise<Response>;
  /** Whether a broken stream can be continued from that event. */
  remembers(eventId: string): boolean;
  /** True while dropping it would lose something. */
  busy(): boolean;
  /** True when an answer was ready and nobody there to take it. */
  owesAnswer(): boolean;
  close(): Promise<void>;
}

/**
 * Opens a session from its capsule by replaying the client's `initialize` into a fresh transport, whose ids are the
 * capsule itself. The client notices nothing.
 */
export async function openSession(
  scope: RequestScope,
  id: string,
  capsule: Capsule,
  onIdle: () => void,
): Promise<LiveSession> {
  const { session, response } = await startSession(scope, id, capsule.initialize, "replay", onIdle);
  await response.text();
  return session;
}

/** Starts a session with the client's own `initialize`; the response is the client's. */
export async function startSession(
  scope: RequestScope,
  id: string,
  initialize: Record<string, unknown>,
  requestId: RequestId,
  onIdle: () => void = () => {},
): Promise<{ session: LiveSession; response: Response }> {
  const events = createEventMemory();
  const server = createServer(scope);
  const transport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: () => id,
    eventStore: events,
    retryInterval: RETRY_MS,
  });
  await server.connect(transport);
  const stopListening = listen(server, scope);
  const running = watchRequests(transport, onIdle);
  let open = 0;
  let lost = false;

  const handle = async (request: Request, body: unknown): Promise<Response> => {
    open += 1;
    const closed = (complete: boolean) => {
      open -= 1;
      lost ||= !complete && isJSONRPCRequest(body);
      onIdle();
    };
    try {
      const response = await transport.handleRequest(request, body === undefined ? {} : { parsedBody: body });
      return whenRead(response, closed);
    } catch (error) {
      closed(true);
      throw error;
    }
  };
  const body = { jsonrpc: "2.0", id: requestId, method: "initialize", params: initialize };
  return {
    response: await handle(initializeRequest(), body),
    session: {
      id,
      handle,
      remembers: (eventId) => events.knows(eventId),
      busy: () => open > 0 || running.size > 0 || subscribedUris(server).size > 0,
      owesAnswer: () => lost,
      async close() {
        stopListening();
        await server.close();
      },
    },
  };
}

/** The requests that still work: a broken connection does not cancel them (2025-11-25 "Sending Messages" 6). */
function watchRequests(
  transport: WebStandardStreamableHTTPServerTransport,
  onIdle: () => void,
): ReadonlySet<RequestId> {
  const running = new Set<RequestId>();
  const deliver = transport.onmessage?.bind(transport);
  transport.onmessage = (message, extra) => {
    if (isJSONRPCRequest(message)) running.add(message.id);
    deliver?.(message, extra);
  };
  const send = transport.send.bind(transport);
  transport.send = async (message, options) => {
    try {
      await send(message, options);
    } finally {
      const answered = isJSONRPCResultResponse(message) || isJSONRPCErrorResponse(message);
      if (answered && message.id !== undefined && running.delete(message.id)) onIdle();
    }
  };
  return running;
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
