import { classifyInboundRequest, isJSONRPCRequest, SUPPORTED_PROTOCOL_VERSIONS } from "@modelcontextprotocol/server";
import { AuthChallenge, type Authenticator } from "../auth/index.ts";
import type { Caller } from "./caller.ts";
import { createCatalogs } from "./catalog/index.ts";
import { createFastLists } from "./era/fast-lists.ts";
import { serveFast, writeTail } from "./era/fast-path.ts";
import { headerOf, requestIdOf, type Inbound } from "./era/inbound.ts";
import { createLegacyEra } from "./era/legacy/legacy.ts";
import { createModernEra } from "./era/modern.ts";
import { writeRpcError } from "./era/write-reply.ts";
import type { Runtime } from "./runtime.ts";
import { observed } from "./serve/observed.ts";
import type { RequestScope } from "./serve/request-scope.ts";
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
}

export function createMcpEndpoint(
  runtime: Runtime,
  authenticator: Authenticator,
  resourceBase: () => string,
): McpEndpoint {
  const catalogs = createCatalogs(runtime.connector, runtime.policy);
  const modern = createModernEra(runtime);
  const legacy = createLegacyEra(runtime);
  const fastLists = createFastLists(runtime.connector);

  async function serveLegacy(inbound: Inbound, scope: RequestScope): Promise<void> {
    const { body, req } = inbound;
    const version = headerOf(req.headers, "mcp-protocol-version");
    const accept = headerOf(req.headers, "accept") ?? "";
    const ordinary =
      isJSONRPCRequest(body) &&
      accept.includes("application/json") &&
      accept.includes("text/event-stream") &&
      (version === undefined || SUPPORTED_PROTOCOL_VERSIONS.includes(version)) &&
      (body.params as { cursor?: unknown } | undefined)?.cursor === undefined;
    const tail = ordinary ? fastLists.tail(scope.catalog, body.method, "legacy") : undefined;
    const capsule = tail === undefined ? undefined : legacy.capsuleOf(inbound, scope);
    if (!ordinary || tail === undefined || capsule === undefined) return legacy.serve(inbound, scope);

    const { clientInfo, protocolVersion } = capsule.initialize as {
      clientInfo?: { name: string; version: string };
      protocolVersion?: string;
    };
    const sender = { protocolVersion: version ?? protocolVersion ?? "unknown", client: clientInfo };
    await observed(scope, { ...sender, method: body.method, target: undefined }, async () =>
      writeTail(inbound, body.id, tail),
    );
  }

  async function serve(inbound: Inbound, scope: RequestScope): Promise<void> {
    const { headers } = inbound.req;
    const protocolVersionHeader = headerOf(headers, "mcp-protocol-version");
    const mcpMethodHeader = headerOf(headers, "mcp-method");
    const mcpNameHeader = headerOf(headers, "mcp-name");
    const route = classifyInboundRequest({
      httpMethod: inbound.method,
      ...(protocolVersionHeader !== undefined && { protocolVersionHeader }),
      ...(mcpMethodHeader !== undefined && { mcpMethodHeader }),
      ...(mcpNameHeader !== undefined && { mcpNameHeader }),
      ...(inbound.body !== undefined && { body: inbound.body }),
    });
    if (route.kind === "legacy") return serveLegacy(inbound, scope);
    const ordinary =
      route.kind === "modern" && route.messageKind === "request" && protocolVersionHeader === MODERN_REVISION;
    if (ordinary && (await serveFast(inbound, scope, route.message, fastLists))) return;
    return modern.serve(inbound, scope);
  }

  return {
    async handle(inbound) {
      try {
        const view = parseView(inbound.path, inbound.req.headers, catalogs.vocabulary);
        const resource = `${resourceBase()}${inbound.path}`;
        const principal = await authenticator.authenticate({ headers: inbound.req.headers, resource });
        const connection = await authenticator.connect(principal, view.profile);
        if (connection === undefined)
          throw new ViewError(404, `There is no connection "${view.profile}". Connect it first.`);
        const identity = await connection.identity();
        const caller: Caller = { principal, connection, view, requestId: inbound.requestId };
        await serve(inbound, { runtime, catalogs, catalog: catalogs.get(view, identity?.scopes), caller });
      } catch (error) {
        refuse(inbound, error, runtime);
      }
    },
    liveSessions: () => legacy.liveCount(),
    async closeStreams() {
      await modern.close();
      await legacy.close();
    },
  };
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
  runtime.reportError(error, { requestId });
  if (res.headersSent) return void res.destroy();
  writeRpcError(
    res,
    500,
    { code: -32_603, message: `Internal error. The operator finds it in the log under ${requestId}.` },
    id,
  );
}
