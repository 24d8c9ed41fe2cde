import type { IncomingMessage } from "node:http";

/** More than any form of ours but those of permissions. */
const MAX_BYTES = 16 * 1024;

/** @returns undefined when the body is no form, or longer than that many bytes. */
export async function readForm(req: IncomingMessage, maxBytes = MAX_BYTES): Promise<URLSearchParams | undefined> {
  const type = req.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded") return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Read to the end: cutting the connection off would hide the answer.
    if (size <= maxBytes) chunks.push(chunk);
    else if (size > 64 * maxBytes) return undefined;
  }
  return size > maxBytes ? undefined : new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
}
