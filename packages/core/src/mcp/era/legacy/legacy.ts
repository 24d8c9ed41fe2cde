import { toWebRequest, type NodeIncomingMessageLike } from "@modelcontextprotocol/node";
import { isInitializeRequest } from "@modelcontextprotocol/server";
import { randomUUID } from "node:crypto";
import type { RequestScope } from "../../serve/request-scope.ts";
import type { Runtime } from "../../runtime.ts";
import { headerOf, requestIdOf, type Inbound } from "../inbound.ts";
import { writeRpcError } from "../write-reply.ts";
import { openCapsule, sealCapsule, type Capsule, type Owner } from "./capsule.ts";
import { openSession, startSession, type LiveSession } from "./live-session.ts";
import { createLiveSessions } from "./live-sessions.ts";
import { sendResponse } from "./send-response.ts";

/** The 2025 revisions: sessions that live in their own id. */
export interface LegacyEra {
  serve(inbound: Inbound, scope: RequestScope): Promise<void>;
  /** Opens the capsule a request names; undefined for requests that do not belong to a session of this caller. */
  capsuleOf(inbound: Inbound, scope: RequestScope): Capsule | undefined;
  /** Sessions with something open. */
  liveCount(): number;
  close(): Promise<void>;
}

const SESSION_HEADER = "mcp-session-id";

export function createLegacyEra(runtime: Runtime): LegacyEra {
  const { sealer, limits } = runtime;
  const sessions = createLiveSessions(
    { perPrincipal: limits.liveSessionsPerPrincipal, ttlMs: limits.sessionTtlMs },
    (error) => runtime.reportError(error, {}),
  );
  const opening = new Map<string, Promise<LiveSession>>();

  async function initialize(inbound: Inbound, scope: RequestScope): Promise<void> {
    const { id, params } = inbound.body as { id: string | number; params: Record<string, unknown> };
    const capsule: Capsule = { initialize: params, nonce: randomUUID() };
    const sessionId = sealCapsule(sealer, capsule, ownerOf(scope, inbound), limits.sessionTtlMs);
    const { session, response } = await startSession(scope, sessionId, params, id);
    await sendResponse(inbound.res, response, inbound.signal);
    await session.close();
  }

  /** The live session of this id, opened from its capsule if need be; concurrent requests share one. */
  function join(sessionId: string, capsule: Capsule, scope: RequestScope): Promise<LiveSession> {
    const live = sessions.get(sessionId);
    if (live !== undefined) return Promise.resolve(live);
    const pending = opening.get(sessionId);
    if (pending !== undefined) return pending;
    const started = openSession(scope, sessionId, capsule, () => sessions.release(sessionId))
      .then((session) => {
        sessions.add(scope.caller.principal, session);
        return session;
      })
      .finally(() => opening.delete(sessionId));
    opening.set(sessionId, started);
    return started;
  }

  function capsuleOf(inbound: Inbound, scope: RequestScope): Capsule | undefined {
    const sessionId = headerOf(inbound.req.headers, SESSION_HEADER);
    if (sessionId === undefined || sessions.hasEnded(sessionId)) return undefined;
    return openCapsule(sealer, sessionId, ownerOf(scope, inbound));
  }

  return {
    capsuleOf,
    async serve(inbound, scope) {
      if (isInitializeRequest(inbound.body)) return initialize(inbound, scope);
      const sessionId = headerOf(inbound.req.headers, SESSION_HEADER);
      if (sessionId === undefined) return missingSession(inbound);
      const capsule = capsuleOf(inbound, scope);
      if (capsule === undefined) return unknownSession(inbound);

      const session = await join(sessionId, capsule, scope);
      const response = await session.handle(await webRequest(inbound, session), inbound.body);
      if (inbound.method === "DELETE" && response.ok) await sessions.end(sessionId);
      await sendResponse(inbound.res, response, inbound.signal);
    },
    liveCount: () => sessions.size,
    close: () => sessions.closeAll(),
  };
}

/** The request as the SDK reads it. A stream that nobody here remembers begins anew instead of failing. */
async function webRequest({ req, body, signal }: Inbound, session: LiveSession): Promise<Request> {
  const request = await toWebRequest(req as unknown as NodeIncomingMessageLike, body ?? {}, { signal });
  const lastEventId = request.headers.get("last-event-id");
  if (lastEventId !== null && !session.remembers(lastEventId)) request.headers.delete("last-event-id");
  return request;
}

function ownerOf({ runtime, caller }: RequestScope, inbound: Inbound): Owner {
  return { connector: runtime.connector.name, principal: caller.principal, path: inbound.path };
}

function missingSession({ res, body, method }: Inbound): void {
  const message = "Bad Request: send initialize first, then the Mcp-Session-Id header that it returned.";
  const status = method === "POST" ? 400 : 405;
  writeRpcError(res, status, { code: -32_000, message }, requestIdOf(body), status === 405 ? { allow: "POST" } : {});
}

/** 404 tells a client to begin anew with `initialize` (MCP 2025-11-25 basic/transports "Session Management"). */
function unknownSession({ res, body }: Inbound): void {
  writeRpcError(
    res,
    404,
    { code: -32_001, message: "Session not found. Send initialize to begin anew." },
    requestIdOf(body),
  );
}
