import { CLIENT_CAPABILITIES_META_KEY, PROTOCOL_VERSION_META_KEY } from "@modelcontextprotocol/server";

export interface RpcAnswer {
  status: number;
  headers: Headers;
  text: string;
  body: { id?: unknown; result?: Record<string, unknown>; error?: { code: number; message: string } };
}

/** What a `tools/call` came to. */
export interface CallAnswer {
  structured: Record<string, unknown> | undefined;
  text: string;
  isError: boolean;
  /** The stable code of a failed call. */
  code: string | undefined;
  meta: Readonly<Record<string, unknown>>;
  /** Of a call that asks first. */
  inputRequests: Readonly<Record<string, unknown>> | undefined;
  requestState: string | undefined;
  /** Of a request that the protocol refused. */
  error: { code: number; message: string } | undefined;
}

/** One bare `tools/call` of 2026-07-28. */
export async function callTool(
  url: string,
  name: string,
  args: Record<string, unknown> = {},
  options: Parameters<typeof modernRpc>[3] & { round?: Record<string, unknown> } = {},
): Promise<CallAnswer> {
  const { round = {}, ...rest } = options;
  const { body } = await modernRpc(url, "tools/call", { name, arguments: args, ...round }, rest);
  const result = (body.result ?? {}) as {
    structuredContent?: Record<string, unknown>;
    content?: { type: string; text?: string }[];
    isError?: boolean;
    _meta?: Record<string, unknown>;
    inputRequests?: Record<string, unknown>;
    requestState?: string;
  };
  const meta = result._meta ?? {};
  return {
    structured: result.structuredContent,
    text: (result.content ?? []).map(({ text = "" }) => text).join("\n"),
    isError: result.isError === true,
    code: (meta["dev.fairlead/error"] as { code?: string } | undefined)?.code,
    meta,
    inputRequests: result.inputRequests,
    requestState: result.requestState,
    error: body.error,
  };
}

/** One bare 2026-07-28 request, with the headers that the transport requires. */
export async function modernRpc(
  url: string,
  method: string,
  params: Record<string, unknown> = {},
  options: {
    meta?: Record<string, unknown>;
    /** What the client can do. */
    capabilities?: Record<string, unknown>;
    headers?: Record<string, string>;
    signal?: AbortSignal;
    id?: number | string;
  } = {},
): Promise<RpcAnswer> {
  const { meta = {}, capabilities = {}, headers = {}, signal, id = 1 } = options;
  const name = params["name"] ?? params["uri"] ?? params["taskId"];
  const _meta = { [PROTOCOL_VERSION_META_KEY]: "2026-07-28", [CLIENT_CAPABILITIES_META_KEY]: capabilities, ...meta };
  const note = (params["arguments"] as { id?: unknown } | undefined)?.id;
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": "2026-07-28",
      "mcp-method": method,
      ...(typeof name === "string" && { "mcp-name": encodeHeader(name) }),
      ...((typeof note === "number" || typeof note === "string" || typeof note === "boolean") && {
        "mcp-param-note": encodeHeader(String(note)),
      }),
      ...headers,
    },
    body: JSON.stringify({ jsonrpc: "2.0", id, method, params: { ...params, _meta } }),
    ...(signal !== undefined && { signal }),
  });
  const text = await response.text();
  // Of a stream, what it ends with.
  const json = text.startsWith("{") ? text : ([...text.matchAll(/^data: (.+)$/gm)].at(-1)?.[1] ?? "{}");
  return { status: response.status, headers: response.headers, text, body: JSON.parse(json) as RpcAnswer["body"] };
}

/** One bare request of the 2025 revisions. */
export async function legacyRpc(
  url: string,
  body: Record<string, unknown>,
  options: { sessionId?: string; headers?: Record<string, string>; method?: string; signal?: AbortSignal } = {},
): Promise<{ status: number; headers: Headers; text: string }> {
  const { sessionId, headers = {}, method = "POST", signal } = options;
  const response = await fetch(url, {
    method,
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      ...(sessionId !== undefined && { "mcp-session-id": sessionId }),
      ...headers,
    },
    ...(method === "POST" && { body: JSON.stringify({ jsonrpc: "2.0", ...body }) }),
    ...(signal !== undefined && { signal }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Sends `initialize` and returns the session id. */
export async function startLegacySession(url: string, headers: Record<string, string> = {}): Promise<string> {
  const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "bare", version: "1" } };
  const answer = await legacyRpc(url, { id: 0, method: "initialize", params }, { headers });
  return answer.headers.get("mcp-session-id") ?? "";
}

/** Header values that HTTP cannot carry travel in base64 (MCP basic/transports/streamable-http). */
function encodeHeader(value: string): string {
  const plain = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/.test(value) && !value.startsWith("=?base64?");
  return plain ? value : `=?base64?${Buffer.from(value).toString("base64")}?=`;
}
