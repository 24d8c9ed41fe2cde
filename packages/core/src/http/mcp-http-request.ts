import type { IncomingMessage, ServerResponse } from "node:http";

/** One request to an MCP endpoint, past the guards. */
export interface McpHttpRequest {
  req: IncomingMessage;
  res: ServerResponse;
  /** GET, POST or DELETE. */
  method: string;
  /** Below the mount, without query, as sent: `/mcp`, `/mcp/x/issues`. */
  path: string;
  /** The JSON-RPC object of a POST; undefined otherwise. */
  body: unknown;
  requestId: string;
  /** Aborts when the client closes before the response has ended. */
  readonly signal: AbortSignal;
}

/** The signal is made when somebody asks for it: lists never do. */
export function createMcpHttpRequest(request: Omit<McpHttpRequest, "signal">): McpHttpRequest {
  let signal: AbortSignal | undefined;
  return {
    ...request,
    get signal() {
      return (signal ??= abortOnClose(request.res));
    },
  };
}

function abortOnClose(res: ServerResponse): AbortSignal {
  const controller = new AbortController();
  const closed = () => res.writableFinished || controller.abort();
  if (res.closed || res.destroyed) closed();
  else res.once("close", closed);
  return controller.signal;
}
