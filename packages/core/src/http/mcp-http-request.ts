import type { IncomingMessage, ServerResponse } from "node:http";
import type { CallTrace } from "../observe/index.ts";

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
  trace: CallTrace | undefined;
  /** Aborts when the client closes before the response has ended. Made when it is first asked for. */
  readonly signal: AbortSignal;
}
