import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";

import type { Site } from "../site.ts";
import { watch } from "../../stand-in/request-log.ts";
import { closed, pause } from "../../stand-in/closed.ts";
import { send, sendHalf } from "../../stand-in/send.ts";

function failure(status: number, code: string, message: string) {
  const xml = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, headers: { "content-type": "application/xml", "x-ms-error-code": code }, body: Buffer.from(xml) };
}

/** The second origin: published files under signed URLs. It refuses credentials, as GitHub's blob storage does. */
export async function serveBlob(site: Site, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = "", query = ""] = (incoming.url ?? "").split("?");
  const [, key = "", name = ""] = path.split("/");
  const row = site.log.open({
    origin: "blobs",
    method: incoming.method ?? "GET",
    path: `/_blobs/${name}`,
    query,
    headers: incoming.headers,
  });
  watch(row, response);
  const effect = site.faults.take({ method: row.method, path: row.path, login: undefined });
  if (effect) row.faulted = "cut" in effect || "truncate" in effect ? "cut" : "answer";
  if (effect && "hang" in effect) return closed(response);
  if (effect && "delayMs" in effect) await pause(effect.delayMs, response);
  if (effect && "cut" in effect) {
    response.destroy();
    return;
  }
  const file = site.world.published.get(key);
  const refused =
    effect && "status" in effect
      ? failure(effect.status, "ServerBusy", "The server is busy.")
      : incoming.headers.authorization !== undefined
        ? failure(403, "AuthenticationFailed", "Server failed to authenticate the request.")
        : !file || new URLSearchParams(query).get("sig") !== key
          ? failure(404, "BlobNotFound", "The specified blob does not exist.")
          : file.expiresAtMs <= site.world.now()
            ? failure(403, "AuthenticationFailed", "Signature not valid in the specified time frame.")
            : undefined;
  row.status = refused?.status ?? 200;
  if (refused || !file) {
    await send(response, refused ?? failure(404, "BlobNotFound", "The specified blob does not exist."));
    return;
  }
  const content = file.open();
  const answer = {
    status: 200,
    headers: { "content-type": file.contentType, "x-ms-blob-type": "BlockBlob" },
    body: Buffer.isBuffer(content) ? content : Readable.from(content),
  };
  if (effect && "truncate" in effect) sendHalf(response, answer);
  else await send(response, answer);
}
