import type { ServerResponse } from "node:http";

/** JSON-RPC 2.0 §5.1, and -32000 for what HTTP refuses before there is a message. */
export const RPC_CODE = { refused: -32_000, parse: -32_700, invalidRequest: -32_600, internal: -32_603 } as const;

/**
 * Answers with a JSON-RPC error. Clients of 2026-07-28 read the body of every 4xx, so none may be plain text.
 *
 * @param error `id` is the request's own, where it could be read.
 */
export function writeRpcError(
  res: ServerResponse,
  status: number,
  error: { code: number; message: string; id?: string | number | null; data?: Record<string, unknown> },
  headers: Record<string, string> = {},
): void {
  const { code, message, id = null, data } = error;
  const body = JSON.stringify({ jsonrpc: "2.0", error: { code, message, ...(data && { data }) }, id });
  res.writeHead(status, {
    ...headers,
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  });
  res.end(res.req.method === "HEAD" ? undefined : body);
}
