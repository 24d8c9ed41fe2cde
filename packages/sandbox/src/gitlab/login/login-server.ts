import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody } from "../../stand-in/read-body.ts";
import { watch } from "../../stand-in/request-log.ts";
import type { Site } from "../site.ts";
import { authorize } from "./authorize.ts";
import { revoke, tokenEndpoint, tokenInfo, type TokenReply } from "./token-endpoint.ts";

/** A form or a JSON body; the token endpoint takes both. */
function inputOf(request: IncomingMessage, raw: Buffer): URLSearchParams {
  if (!(request.headers["content-type"] ?? "").includes("json")) return new URLSearchParams(raw.toString());
  const members = Object.entries(JSON.parse(raw.toString()) as Record<string, unknown>);
  return new URLSearchParams(members.map(([name, value]): [string, string] => [name, String(value)]));
}

/** Serves /oauth/{authorize,token,revoke,token/info}. `path` is below the base. */
export async function serveLogin(
  site: Site,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: string,
): Promise<void> {
  const method = request.method ?? "GET";
  // Bodies and queries here are secrets: the log gets neither.
  const row = site.log.open({ origin: "login", method, path, query: "", headers: request.headers });
  watch(row, response);
  const raw = await readBody(request);
  const end = (status: number, headers: Record<string, string>, body = ""): void => {
    row.status = status;
    response.writeHead(status, headers).end(body);
  };
  const json = ({ status, body }: TokenReply) =>
    end(status, { "content-type": "application/json", "cache-control": "no-store" }, JSON.stringify(body));
  if (path === "/oauth/token" && method === "POST") return json(tokenEndpoint(site.world, inputOf(request, raw)));
  if (path === "/oauth/revoke" && method === "POST") return json(revoke(site.world, inputOf(request, raw)));
  if (path === "/oauth/token/info") return json(tokenInfo(site.world, request.headers.authorization));
  if (path !== "/oauth/authorize") return end(404, { "content-type": "text/plain" }, "Not Found");
  const choice = method === "POST" ? (new URLSearchParams(raw.toString()).get("choice") ?? "deny") : undefined;
  const reply = authorize(site.world, new URLSearchParams(query), choice);
  if ("html" in reply) return end(reply.status, { "content-type": "text/html; charset=utf-8" }, reply.html);
  end(302, { location: reply.redirect });
}
