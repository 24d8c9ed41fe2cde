import { toWebRequest, type NodeIncomingMessageLike } from "@modelcontextprotocol/node";
import {
  isInitializeRequest,
  isJSONRPCRequest,
  SUPPORTED_PROTOCOL_VERSIONS,
  type JSONRPCMessage,
} from "@modelcontextprotocol/server";
import { randomUUID } from "node:crypto";
import { personOf } from "../../caller.ts";
import type { Runtime } from "../../runtime.ts";
import type { RequestScope } from "../../serve/request-scope.ts";
import { headerOf, requestIdOf, type Inbound } from "../inbound.ts";
import { writeRpcError } from "../write-reply.ts";
import { essentials, openCapsule, sealCapsule, type Capsule, type InitializeParams, type Owner } from "./capsule.ts";
import { createEndedSessions } from "./ended-sessions.ts";
import { openSession, startSession, type LiveSession } from "./live-session.ts";
import { isAnswer } from "./question-names.ts";
import { createResumedStreams } from "./resumed-streams.ts";
import { createSessionRelay, type SessionRelay } from "./session-relay.ts";
import { forgetSubscriptions } from "../../subscriptions/index.ts";
import { createSubscriptionNews } from "./subscription-news.ts";
import { createLiveSessions, type SessionUse } from "./live-sessions.ts";
import { endUnanswered } from "./end-unanswered.ts";
import { sendResponse } from "./send-response.ts";
import { unsupportedVersion } from "./transport-headers.ts";

/** The 2025 revisions: sessions that live in their own id. */
export interface LegacyEra {
  /** Answers a request; nothing is written when the call of `scope.begun` has no room for its session. */
  serve(inbound: Inbound, scope: RequestScope): Promise<void>;
  /** Opens the capsule a request names; undefined for requests that do not belong to a session of this caller. */
  capsuleOf(inbound: Inbound, scope: RequestScope): Promise<Capsule | undefined>;
  /** For a call that began without its session. */
  onCancelled: SessionRelay["onCancelled"];
  /** Sessions with something open. */
  liveCount(): number;
  close(): Promise<void>;
}

const SESSION_HEADER = "mcp-session-id";

export function createLegacyEra(runtime: Runtime): LegacyEra {
  const { sealer, limits } = runtime;
  const report = (error: unknown) => runtime.reportError(error, {});
  const ended = createEndedSessions(runtime.volatile, limits.sessionTtlMs, report);
  const relay = createSessionRelay(runtime.channel, "sessions");
  const resumed = createResumedStreams(runtime.channel);
  const news = createSubscriptionNews(runtime.channel, report);
  const sessions = createLiveSessions(
    { perPerson: limits.liveSessionsPerPrincipal, ttlMs: limits.sessionTtlMs },
    report,
  );

  async function initialize(inbound: Inbound, scope: RequestScope, params: InitializeParams): Promise<void> {
    const { id } = inbound.body as { id: string | number };
    const capsule: Capsule = { initialize: essentials(params), nonce: randomUUID(), startedAtMs: Date.now() };
    const sessionId = sealCapsule(sealer, capsule, ownerOf(scope, inbound), limits.sessionTtlMs);
    const { session, response } = await startSession(scope, sessionId, capsule.initialize, id);
    try {
      await sendResponse(inbound.res, response, inbound.signal);
    } finally {
      await session.close();
    }
  }

  async function openedBy(inbound: Inbound, scope: RequestScope): Promise<Capsule | undefined> {
    const sessionId = headerOf(inbound.req.headers, SESSION_HEADER);
    const capsule = sessionId && openCapsule(sealer, sessionId, ownerOf(scope, inbound));
    return capsule && !(await ended.has(capsule.nonce)) ? capsule : undefined;
  }

  /** Whoever serves a request asks; it is opened once. */
  const opened = new WeakMap<Inbound, Promise<Capsule | undefined>>();
  function capsuleOf(inbound: Inbound, scope: RequestScope): Promise<Capsule | undefined> {
    let capsule = opened.get(inbound);
    if (capsule === undefined) opened.set(inbound, (capsule = openedBy(inbound, scope)));
    return capsule;
  }

  /** A session that hears what comes in for it on other replicas. */
  async function openHere(scope: RequestScope, id: string, capsule: Capsule, onIdle: () => void): Promise<LiveSession> {
    const session = await openSession(scope, id, capsule.initialize, onIdle);
    const hear = () => [
      relay.open(capsule.nonce, session),
      resumed.offer(capsule.nonce, session),
      news.open(capsule.nonce, session),
    ];
    let deaf = hear();
    const rest = () => {
      for (const each of deaf.splice(0)) each();
    };
    return {
      ...session,
      rest() {
        rest();
        session.rest();
      },
      wake() {
        deaf = hear();
        session.wake();
      },
      async close() {
        rest();
        await session.close();
      },
    };
  }

  async function serveInSession(inbound: Inbound, scope: RequestScope, id: string, capsule: Capsule): Promise<void> {
    const { req, body, signal, res } = inbound;
    const request = await toWebRequest(req as unknown as NodeIncomingMessageLike, body ?? {}, { signal });
    const early = hearCancelled(relay, capsule.nonce, body);
    const served = await sessions
      .use({
        id,
        person: personOf(scope.caller.principal),
        kind: kindOf(inbound),
        // It outlives the call that opens it, whose result it must not keep.
        open: (onIdle) => openHere({ ...scope, begun: undefined }, id, capsule, onIdle),
        async serve(session) {
          early.end();
          if (early.cancelled()) return endUnanswered(res);
          forgetLostStream(request, session);
          // Who begins to listen here may have said elsewhere to what.
          if (kindOf(inbound) !== "work") await session.restoreSubscriptions();
          const leave = kindOf(inbound) === "work" ? undefined : session.attend();
          const answer = session.handle(request, body, scope);
          const taken = await answer.then((each) => sendResponse(res, each, signal)).finally(leave);
          if (changesSubscriptions(body)) news.tell(capsule.nonce);
          return session.wasCancelled(requestIdOf(body) ?? "") ? "whole" : taken;
        },
      })
      .finally(early.end);
    // A call that has begun can do without.
    if (!served && scope.begun === undefined) tooManySessions(inbound);
  }

  return {
    capsuleOf,
    onCancelled: relay.onCancelled,
    async serve(inbound, scope) {
      const { body, method, req, res } = inbound;
      if (isInitializeRequest(body)) return initialize(inbound, scope, body.params);
      if (isJSONRPCRequest(body) && body.method === "initialize") return badInitialize(inbound);
      const sessionId = headerOf(req.headers, SESSION_HEADER);
      if (sessionId === undefined) return missingSession(inbound);
      // Its client may have ended the session since the call began.
      if (scope.begun !== undefined) opened.delete(inbound);
      const capsule = await capsuleOf(inbound, scope);
      if (capsule === undefined) return unknownSession(inbound);
      const version = unsupportedVersion(inbound);
      if (version !== undefined) return wrongVersion(inbound, version);
      if (isForSomebodyWaiting(body)) {
        relay.pass(capsule.nonce, body);
        return void res.writeHead(202).end();
      }
      const lastEventId = headerOf(req.headers, "last-event-id");
      if (method === "GET" && lastEventId !== undefined && !(await sessions.remembers(sessionId, lastEventId))) {
        if (await resumed.resume(capsule.nonce, lastEventId, res, inbound.signal)) return;
      }
      if (method !== "DELETE") return serveInSession(inbound, scope, sessionId, capsule);
      await ended.add(capsule.nonce);
      tellEnd(runtime, capsule);
      await sessions.end(sessionId);
      await forgetSubscriptions(runtime, sessionId).catch(report);
      res.writeHead(200).end();
    },
    liveCount: () => sessions.size,
    close: () => sessions.closeAll(),
  };
}

/** Hears whether a request is cancelled before its session, which is still being opened, can hear it. */
function hearCancelled(relay: SessionRelay, nonce: string, body: unknown): { cancelled(): boolean; end(): void } {
  const id = requestIdOf(body);
  let cancelled = false;
  const end = id === null ? () => {} : relay.onCancelled(nonce, id, () => (cancelled = true));
  return { cancelled: () => cancelled, end };
}

/** The one end of a session that anybody hears of: most are never ended, and what has no state is not missed. */
function tellEnd({ sessionEnded }: Runtime, { startedAtMs, initialize: { protocolVersion } }: Capsule): void {
  if (startedAtMs === undefined) return;
  sessionEnded?.({ protocolVersion, durationMs: Math.max(0, Date.now() - startedAtMs) });
}

function kindOf({ method, req }: Inbound): SessionUse["kind"] {
  if (method !== "GET") return "work";
  return req.headers["last-event-id"] === undefined ? "stream" : "resumption";
}

/** A stream that nobody here remembers begins anew instead of failing. */
function forgetLostStream({ headers }: Request, session: LiveSession): void {
  const lastEventId = headers.get("last-event-id");
  if (lastEventId !== null && !session.remembers(lastEventId)) headers.delete("last-event-id");
}

function ownerOf({ runtime, caller }: RequestScope, inbound: Inbound): Owner {
  return { connector: runtime.connector.name, principal: caller.principal, path: inbound.path };
}

/** An answer, or word that one is not wanted: what waits for it may be on another replica. */
function isForSomebodyWaiting(body: unknown): body is JSONRPCMessage {
  if (typeof body !== "object" || body === null) return false;
  return isAnswer(body) || ("method" in body && body.method === "notifications/cancelled" && !("id" in body));
}

function changesSubscriptions(body: unknown): boolean {
  return isJSONRPCRequest(body) && (body.method === "resources/subscribe" || body.method === "resources/unsubscribe");
}

function badInitialize({ res, body }: Inbound): void {
  const message = "initialize needs protocolVersion, capabilities, and clientInfo with name and version.";
  writeRpcError(res, 400, { code: -32_602, message }, requestIdOf(body));
}

function missingSession({ res, body, method }: Inbound): void {
  const message = "Bad Request: send initialize first, then the Mcp-Session-Id header that it returned.";
  const status = method === "POST" ? 400 : 405;
  writeRpcError(res, status, { code: -32_000, message }, requestIdOf(body), status === 405 ? { allow: "POST" } : {});
}

function wrongVersion({ res, body }: Inbound, version: string): void {
  const known = SUPPORTED_PROTOCOL_VERSIONS.join(", ");
  const message = `Bad Request: Unsupported protocol version: ${version.slice(0, 40)} (supported versions: ${known})`;
  writeRpcError(res, 400, { code: -32_000, message }, requestIdOf(body));
}

/** 404 tells a client to begin anew with `initialize` (MCP 2025-11-25 basic/transports "Session Management"). */
function unknownSession({ res, body }: Inbound): void {
  const message = "Session not found. Send initialize to begin anew.";
  writeRpcError(res, 404, { code: -32_001, message }, requestIdOf(body));
}

function tooManySessions({ res, body }: Inbound): void {
  const message = "Too many sessions are at work. Wait for one of them, then try again.";
  writeRpcError(res, 429, { code: -32_000, message }, requestIdOf(body), { "retry-after": "1" });
}
