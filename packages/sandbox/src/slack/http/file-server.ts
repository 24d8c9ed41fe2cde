import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { readBody } from "../../stand-in/read-body.ts";
import { watch } from "../../stand-in/request-log.ts";
import { send } from "../../stand-in/send.ts";
import { visibleFiles } from "../methods/files.ts";
import type { Site } from "../site.ts";
import { sizeOf, type SlackFile } from "../state/file.ts";
import { hasScope } from "../state/token.ts";
import { tokenOf } from "./authenticate.ts";

const SIGN_IN_PAGE = "<!doctype html><title>Sign in | Slack</title><h1>Sign in to Harbor Labs</h1>";

/** `GET /files-pri/TEAM-FILE/…`. Whoever may not read it gets a sign-in page with status 200, as at Slack. */
export async function serveFile(
  site: Site,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const row = site.log.open({ origin: "blobs", method: "GET", path, query: "", headers: request.headers });
  watch(row, response);
  const effect = site.faults.take({ method: "GET", path, login: undefined });
  const file = effect && "html" in effect ? undefined : readable(site, request, path);
  row.status = 200;
  if (!file) {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(SIGN_IN_PAGE);
    return;
  }
  const type = file.mode === "canvas" ? "text/html; charset=utf-8" : file.mimetype;
  const headers = { "content-type": type, "content-length": String(sizeOf(file)) };
  const body = Buffer.isBuffer(file.content) ? file.content : Readable.from(zeros(file.content.size));
  await send(response, { status: 200, headers, body });
}

function readable({ world }: Site, request: IncomingMessage, path: string): SlackFile | undefined {
  const token = tokenOf(world, request.headers.authorization, {});
  const me = token && world.users.get(token.userId);
  if (!token || !me || token.revoked || !hasScope(token, "files:read")) return undefined;
  const id = /^\/files-pri\/[A-Z0-9]+-([A-Z0-9]+)\//.exec(path)?.[1] ?? "";
  return visibleFiles({ world, me, teamId: token.teamId }).find((file) => file.id === id);
}

/** Made while they are sent: nobody keeps 30 MiB. */
function* zeros(size: number): Generator<Buffer> {
  const chunk = Buffer.alloc(65_536);
  for (let left = size; left > 0; left -= chunk.length) yield left < chunk.length ? chunk.subarray(0, left) : chunk;
}

/** `POST /upload/v1/KEY`: the second step of an upload. The address itself is the credential. */
export async function serveUpload(
  site: Site,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const row = site.log.open({ origin: "blobs", method: "POST", path: "/upload", query: "", headers: request.headers });
  watch(row, response);
  const effect = site.faults.take({ method: "POST", path: "/upload", login: undefined });
  const bytes = await readBody(request);
  if (effect && "status" in effect) {
    row.status = effect.status;
    response.writeHead(effect.status).end();
    return;
  }
  const upload = site.world.uploads.get(path.split("/").at(-1) ?? "");
  const fits = upload !== undefined && bytes.length === upload.length;
  row.status = fits ? 200 : 400;
  if (fits) upload.bytes = bytes;
  response
    .writeHead(row.status, { "content-type": "text/plain" })
    .end(fits ? `OK - ${bytes.length}` : "mismatched length");
}
