import type { ServerResponse } from "node:http";

/** Answers with JSON that is already text. */
export function writeJson(
  res: ServerResponse,
  status: number,
  json: string | Buffer,
  headers: Record<string, string> = {},
): void {
  res.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(json), ...headers });
  res.end(json);
}

/** A JSON-RPC error on its own HTTP status. */
export function writeRpcError(
  res: ServerResponse,
  status: number,
  error: { code: number; message: string; data?: unknown },
  id: string | number | null,
  headers: Record<string, string> = {},
): void {
  writeJson(res, status, JSON.stringify({ jsonrpc: "2.0", error, id }), headers);
}
