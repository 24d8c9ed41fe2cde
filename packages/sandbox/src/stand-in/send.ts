import type { ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** What goes out. */
export interface WireAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer | Readable;
}

/** Writes an answer; resolves when it is out or the client is gone. Never rejects: a closed socket is no error here. */
export async function send(response: ServerResponse, { status, headers, body }: WireAnswer): Promise<void> {
  if (response.destroyed) return;
  if (Buffer.isBuffer(body)) {
    const bare = body.length === 0 && (status === 204 || status === 304);
    response.writeHead(status, bare ? headers : { ...headers, "content-length": String(body.length) });
    response.end(body);
    return;
  }
  response.writeHead(status, headers);
  // The pipeline fails when the client closes early; the source is destroyed then, which is what is wanted.
  await pipeline(body, response).catch(() => undefined);
}

/** Announces the whole body, sends half of it and drops the connection. */
export function sendHalf(response: ServerResponse, { status, headers, body }: WireAnswer): void {
  const whole = Buffer.isBuffer(body) ? body : Buffer.from("half of a stream");
  response.writeHead(status, { ...headers, "content-length": String(Math.max(2, whole.length)) });
  response.write(whole.subarray(0, Math.floor(whole.length / 2)), () => response.destroy());
}
