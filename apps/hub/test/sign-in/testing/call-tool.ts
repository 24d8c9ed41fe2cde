const REVISION = "2026-07-28";

export interface Called {
  status: number;
  wwwAuthenticate: string | null;
  /** What a client is asked to wait before it comes again. */
  retryAfterMs: number | undefined;
  structured: Record<string, unknown> | undefined;
  text: string;
}

/** Calls a tool with a bearer token and nothing else, to see what HTTP says. */
export async function callTool(
  mcpUrl: string,
  token: string | undefined,
  name: string,
  args: Readonly<Record<string, unknown>> = {},
): Promise<Called> {
  const response = await send(mcpUrl, token, "tools/call", { name, arguments: args });
  const text = await response.text();
  const body = text.startsWith("{") ? (JSON.parse(text) as { result?: { structuredContent?: never } }) : {};
  return {
    status: response.status,
    wwwAuthenticate: response.headers.get("www-authenticate"),
    retryAfterMs: Number(response.headers.get("retry-after")) * 1_000 || undefined,
    structured: body.result?.structuredContent,
    text,
  };
}

/** One request of the present revision. */
export function send(
  mcpUrl: string,
  token: string | undefined,
  method: string,
  params: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const _meta = {
    "io.modelcontextprotocol/protocolVersion": REVISION,
    "io.modelcontextprotocol/clientInfo": { name: "bare", version: "1.0.0" },
    "io.modelcontextprotocol/clientCapabilities": {},
    ...(params["_meta"] as Record<string, unknown> | undefined),
  };
  const named = params["name"] ?? params["uri"];
  return fetch(mcpUrl, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": REVISION,
      "mcp-method": method,
      ...(named !== undefined && { "mcp-name": String(named) }),
      ...parameterHeaders(params["arguments"]),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params: { ...params, _meta } }),
  });
}

/** The arguments that GitHub's tools want repeated in headers (`x-mcp-header`). */
function parameterHeaders(args: unknown): Record<string, string> {
  const { owner, repo } = (args ?? {}) as { owner?: unknown; repo?: unknown };
  return {
    ...(typeof owner === "string" && { "mcp-param-owner": owner }),
    ...(typeof repo === "string" && { "mcp-param-repo": repo }),
  };
}
