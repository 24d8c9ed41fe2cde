import {
  isJSONRPCErrorResponse,
  isJSONRPCRequest,
  isJSONRPCResultResponse,
  WebStandardStreamableHTTPServerTransport,
  type JSONRPCMessage,
  type RequestId,
  type Server,
} from "@modelcontextprotocol/server";
import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";
import { createServer } from "../../serve/create-server.ts";
import type { RequestScope } from "../../serve/request-scope.ts";
import { createSessionSubscriptions, type SessionSubscriptions } from "../../subscriptions/index.ts";
import { cancelledId } from "./cancelled-id.ts";
import type { InitializeParams } from "./capsule.ts";
import { createEventMemory, type EventMemory } from "./event-memory.ts";
import { questionNames } from "./question-names.ts";

/** How long a client whose stream broke should wait before it comes back, in milliseconds. */
const RETRY_MS = 1_000;

/** A session while something of it is open. */
export interface LiveSession {
  /** Answers one request of the session, seen from the scope of that request. */
  handle(request: Request, body: unknown, scope: RequestScope): Promise<Response>;
  /** Whether a message that needs no answer is about something that this very session works on or has asked. */
  isAbout(message: object): boolean;
  /** Takes such a message that came in elsewhere. */
  deliver(message: JSONRPCMessage): void;
  /** Whether a broken stream can be continued from that event. */
  remembers(eventId: string): boolean;
  /** What was missed on a broken stream, and what comes. */
  follow: EventMemory["follow"];
  /** True while a request has no answer: a broken connection does not cancel it (2025-11-25 "Sending Messages" 6). */
  working(): boolean;
  /** Whether the client has said that it wants no answer to that request. Tells it once. */
  wasCancelled(id: RequestId): boolean;
  subscribed(): boolean;
  /** The client has a stream open here. @returns what ends that. */
  attend(): () => void;
  /** Takes over what was subscribed and unsubscribed on other replicas. */
  restoreSubscriptions(): Promise<void>;
  /** Nothing of it is open for now: it hears nothing. */
  rest(): void;
  wake(): void;
  close(): Promise<void>;
}

/**
 * Opens a session from its capsule by replaying the client's `initialize` into a fresh transport, whose ids are the
 * capsule itself. The client notices nothing.
 *
 * @param onIdle Called whenever a request has got its answer.
 */
export async function openSession(
  scope: RequestScope,
  id: string,
  initialize: InitializeParams,
  onIdle: () => void,
): Promise<LiveSession> {
  const { session, response } = await startSession(scope, id, initialize, "replay", onIdle);
  await response.text();
  return session;
}

/** Starts a session with the client's own `initialize`; the response is the client's. */
export async function startSession(
  scope: RequestScope,
  id: string,
  initialize: InitializeParams,
  requestId: RequestId,
  onIdle: () => void = () => {},
): Promise<{ session: LiveSession; response: Response }> {
  const current = new AsyncLocalStorage<{ scope: RequestScope; requestId: RequestId | undefined }>();
  const scopeNow = () => current.getStore()?.scope ?? scope;
  const tag = randomBytes(6).toString("base64url");
  const events = createEventMemory(tag, () => current.getStore()?.requestId);
  const { runtime, tasks } = scope;
  const theirs: RequestScope = {
    runtime,
    tasks,
    get catalog() {
      return scopeNow().catalog;
    },
    get caller() {
      return scopeNow().caller;
    },
    get begun() {
      return scopeNow().begun;
    },
    get renew() {
      const now = scopeNow();
      return now.renew ?? (async () => now);
    },
  };
  const subscriptions = createSessionSubscriptions(runtime, id);
  const server = createServer(theirs, "legacy", subscriptions);
  const transport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: () => id,
    eventStore: events,
    retryInterval: RETRY_MS,
  });
  await server.connect(transport);
  let stopListening = listen(server, scope, subscriptions);
  const names = questionNames(tag);
  const { running, cancelled } = watchRequests(transport, names, onIdle);
  const body = { jsonrpc: "2.0", id: requestId, method: "initialize", params: initialize };
  return {
    response: await transport.handleRequest(initializeRequest(), { parsedBody: body }),
    session: {
      handle: (request, message, its) =>
        current.run({ scope: its, requestId: idOf(message) }, () =>
          transport.handleRequest(request, message === undefined ? {} : { parsedBody: message }),
        ),
      isAbout(message) {
        const unwanted = cancelledId(message);
        return unwanted === undefined ? names.isOurs(message) : running.has(unwanted);
      },
      deliver: (message) => transport.onmessage?.(message),
      remembers: (eventId) => events.knows(eventId),
      follow: (eventId, tell) => events.follow(eventId, tell),
      working: () => running.size > 0,
      wasCancelled: (requested) => cancelled.delete(requested),
      subscribed: () => subscriptions.size > 0,
      attend: () => subscriptions.attend(),
      restoreSubscriptions: () => subscriptions.restore(scope),
      rest: () => stopListening(),
      wake: () => void (stopListening = listen(server, scope, subscriptions)),
      async close() {
        stopListening();
        subscriptions.close();
        await server.close();
      },
    },
  };
}

/** The requests that have no answer yet, and those whose clients want none any more. */
function watchRequests(
  transport: WebStandardStreamableHTTPServerTransport,
  names: ReturnType<typeof questionNames>,
  onIdle: () => void,
) {
  const running = new Set<RequestId>();
  const cancelled = new Set<RequestId>();
  const deliver = transport.onmessage?.bind(transport);
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- the SDK's transports have nothing else
  transport.onmessage = (message, extra) => {
    if (isJSONRPCRequest(message)) running.add(message.id);
    // It gets no answer, so that nothing else would end it here (2025-11-25 "Cancellation").
    const unwanted = cancelledId(message);
    if (unwanted !== undefined && running.delete(unwanted)) cancelled.add(unwanted);
    deliver?.(names.inbound(message), extra);
  };
  const send = transport.send.bind(transport);
  transport.send = async (message, options) => {
    try {
      await send(names.outbound(message), options);
    } finally {
      const answered = isJSONRPCResultResponse(message) || isJSONRPCErrorResponse(message);
      if (answered && message.id !== undefined && running.delete(message.id)) onIdle();
    }
  };
  return { running, cancelled };
}

/** The id of a request, which its stream is told by. */
function idOf(message: unknown): RequestId | undefined {
  return isJSONRPCRequest(message) ? message.id : undefined;
}

/** Passes on the events of this session's connection: changed lists to all, changed resources to subscribers. */
function listen(server: Server, { runtime, caller }: RequestScope, subscriptions: SessionSubscriptions): () => void {
  const report = (error: unknown) => runtime.reportError(error, { requestId: caller.requestId });
  return runtime.bus.listen(caller.connection.id, (event) => {
    switch (event.kind) {
      case "tools_list_changed":
        return void server.sendToolListChanged().catch(report);
      case "prompts_list_changed":
        return void server.sendPromptListChanged().catch(report);
      case "resources_list_changed":
        return void server.sendResourceListChanged().catch(report);
      case "resource_updated":
        if (subscriptions.has(event.uri)) server.sendResourceUpdated({ uri: event.uri }).catch(report);
    }
  });
}

function initializeRequest(): Request {
  return new Request("http://session.invalid/mcp", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json, text/event-stream" },
    body: "{}",
  });
}
