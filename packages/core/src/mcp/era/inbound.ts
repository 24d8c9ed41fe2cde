import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { CallTrace } from "../../observe/index.ts";

/** One HTTP request to the MCP endpoint, past the guards, with its body read and parsed. */
export interface Inbound {
  req: IncomingMessage;
  res: ServerResponse;
  method: string;
  /** Below the connector's mount, beginning with `/mcp`; no query. */
  path: string;
  /** Parsed JSON of a POST; undefined otherwise. */
  body: unknown;
  requestId: string;
  /** What is noted of its stages; undefined where nobody wants to know. */
  trace?: CallTrace | undefined;
  /** Aborts when the client closes before the answer is complete. Made when it is first asked for. */
  readonly signal: AbortSignal;
}

/** One header's value, the first where a client repeats it. */
export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** The JSON-RPC id to answer with: the request's own where it can be read. */
export function requestIdOf(body: unknown): string | number | null {
  if (typeof body !== "object" || body === null || !("id" in body) || !("method" in body)) return null;
  return typeof body.id === "string" || typeof body.id === "number" ? body.id : null;
}
