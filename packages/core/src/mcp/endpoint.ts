import { ProtocolError } from "@modelcontextprotocol/server";
import { AuthChallenge, IssuerError, type Authenticator, type Principal } from "../auth/index.ts";
import { StoreError } from "../store/index.ts";
import { createAttending } from "./attending.ts";
import { auditEventOfChallenge } from "./call/audit-event.ts";
import { operationScopes } from "./call/operation-scopes.ts";
import { personOf } from "./caller.ts";
import { createCatalogs } from "./catalog/index.ts";
import { createClassify } from "./era/classify.ts";
import { createFastPath } from "./era/fast-path.ts";
import { headerOf, requestIdOf, type Inbound } from "./era/inbound.ts";
import { createLegacyEra } from "./era/legacy/legacy.ts";
import { createLegacyCalls } from "./era/legacy/legacy-calls.ts";
import { createLegacyLists } from "./era/legacy/legacy-lists.ts";
import { createModernEra } from "./era/modern.ts";
import { writeRpcError } from "./era/write-reply.ts";
import { openScope } from "./open-scope.ts";
import { followPolicies } from "./follow-policies.ts";
import type { Runtime } from "./runtime.ts";
import type { RequestScope } from "./serve/request-scope.ts";
import { followTrace } from "./serve/follow-trace.ts";
import { createTasks } from "./tasks/create-tasks.ts";
import { parseView, ViewError } from "./view/index.ts";

const MODERN_REVISION = "2026-07-28";

/** One connector's MCP endpoint: every revision from one URL. */
export interface McpEndpoint {
  /** Answers one request that the HTTP guards have let through. Never throws for what a client can cause. */
  handle(inbound: Inbound): Promise<void>;
  /** Old clients' sessions with something open. */
  liveSessions(): number;
  /** Ends open streams, each with the last frame its revision knows. */
  closeStreams(): Promise<void>;
  /** Lets go whoever waits for a task: this process is about to end. */
  drain(): void;
  /** Gives back the tasks at work: others go on with them. */
  closeTasks(): Promise<void>;
}

export function createMcpEndpoint(
  runtime: Runtime,
  authenticator: Authenticator,
  resourceBase: () => string,
): McpEndpoint {
  const { vendor } = runtime.connector;
  const catalogs = createCatalogs(runtime.connector, runtime.policy, { ownersDiffer: runtime.policies !== undefined });
  const takesLong = Object.values(runtime.connector.toolsets).some(({ tools }) => tools.some(({ task }) => task));
  const tasks = takesLong ? createTasks({ runtime, authenticator, catalogs }) : undefined;
  followPolicies(runtime);
  const modern = createModernEra(runtime);
  const legacy = createLegacyEra(runtime);
  const classify = createClassify();
  const fast = createFastPath(runtime.connector);
  const attending = createAttending(authenticator, runtime);
  const legacyLists = createLegacyLists(runtime.connector, legacy);
  const legacyCalls = createLegacyCalls(runtime.connector, legacy);

  async function serve(inbound: Inbound, scope: RequestScope): Promise<void> {
    const route = classify(inbound);
    if (route.kind === "legacy") {
      if ((await legacyLists.serve(inbound, scope)) || (await legacyCalls.serve(inbound, scope))) return;
      return legacy.serve(inbound, scope);
    }
    const { headers } = inbound.req;
    const wellFormed =
      route.kind === "modern" &&
      route.messageKind === "request" &&
      headerOf(headers, "mcp-protocol-version") === MODERN_REVISION &&
      headerOf(headers, "mcp-method") === route.message.method;
    if (wellFormed && (await fast.serve(inbound, scope, route.message))) return;
    return wellFormed ? modern.serve(inbound, scope) : modern.refuse(inbound, scope);
  }

  return {
    async handle(inbound) {
      const { trace } = inbound;
      try {
        if (trace !== undefined) followTrace(trace, inbound, runtime.connector);
        const view = parseView(inbound.path, inbound.req.headers, catalogs.vocabulary);
        const resource = `${resourceBase()}${inbound.path}`;
        const { headers, url = "" } = inbound.req;
        trace?.enter("bearer");
        const principal = await authenticator.authenticate({ headers, resource, url });
        if (listens(inbound)) attending.add(inbound.res, principal);
        trace?.enter("connection");
        const connection = await authenticator.connect(principal, view.profile);
        if (connection === undefined)
          throw new ViewError(404, `There is no connection "${view.profile}". Connect it first.`);
        runtime.subscriptions.noteConnection(connection.id);
        const who = { principal, connection, view, requestId: inbound.requestId, trace };
        const scope = await openScope({ runtime, catalogs, tasks }, who);
        const { catalog, caller } = scope;
        const granted = caller.identity?.scopes;
        const mostListened = runtime.limits.subscriptionsPerPrincipal;
        const needed = operationScopes(inbound.body, { catalog, vendor, granted, mostListened });
        await authenticator.requireScopes?.(principal, needed).catch(async (error: unknown) => {
          await runtime.audit.note(auditEventOfChallenge(runtime, caller, inbound.body)).catch(() => {});
          throw error;
        });
        if (await refusedForPoints(inbound, runtime, principal)) return;
        trace?.enter("era");
        await serve(inbound, scope);
      } catch (error) {
        refuse(inbound, error, runtime);
      }
    },
    liveSessions: () => legacy.liveCount(),
    async closeStreams() {
      await modern.close();
      await legacy.close();
    },
    drain: () => tasks?.drain(),
    closeTasks: async () => tasks?.close(),
  };
}

/** Tool calls are weighed where they are called; everything else is one point. */
async function refusedForPoints(inbound: Inbound, { admission }: Runtime, principal: Principal): Promise<boolean> {
  const { body, res } = inbound;
  if (admission?.points === undefined || methodOf(body) === "tools/call") return false;
  const waitMs = await admission.points.take(personOf(principal), 1);
  if (waitMs === 0) return false;
  admission.onRefused("principal");
  const retryAfterS = Math.ceil(waitMs / 1000);
  const message = `Too many requests: this server's own limit. Wait ${retryAfterS} s.`;
  const error = { code: -32_000, message, data: { code: "rate_limited", retry_after_s: retryAfterS } };
  writeRpcError(res, 429, error, requestIdOf(body), { "retry-after": `${retryAfterS}` });
  return true;
}

/** Whether the answer goes on for as long as the client likes. */
function listens({ method, body }: Inbound): boolean {
  return method === "GET" || methodOf(body) === "subscriptions/listen";
}

function methodOf(body: unknown): unknown {
  return typeof body === "object" && body !== null && "method" in body ? body.method : undefined;
}

function refuse({ res, body, requestId }: Inbound, error: unknown, runtime: Runtime): void {
  const id = requestIdOf(body);
  if (error instanceof ViewError)
    return writeRpcError(res, error.status, { code: -32_602, message: error.message }, id);
  if (error instanceof AuthChallenge) {
    return writeRpcError(res, error.status, { code: -32_000, message: error.message }, id, {
      "www-authenticate": error.wwwAuthenticate,
    });
  }
  // `observed` has hidden and reported what was behind it.
  if (!(error instanceof ProtocolError)) runtime.reportError(error, { requestId });
  if (res.headersSent) return void res.destroy();
  if (error instanceof StoreError || error instanceof IssuerError) {
    const message =
      error instanceof StoreError
        ? "The connector cannot read or keep its records right now. Try again in a moment."
        : "The server that signs people in cannot be asked right now. Your token may be good: try again in a moment.";
    return writeRpcError(res, 503, { code: -32_603, message }, id, { "retry-after": String(error.retryAfterS) });
  }
  writeRpcError(
    res,
    500,
    { code: -32_603, message: `Internal error. The operator finds it in the log under ${requestId}.` },
    id,
  );
}
