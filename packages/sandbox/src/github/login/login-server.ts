import type { IncomingMessage, ServerResponse } from "node:http";

import { watch } from "../../stand-in/request-log.ts";
import { readBody } from "../../stand-in/read-body.ts";
import type { Site } from "../site.ts";
import { authorize } from "./authorize.ts";
import { accessToken } from "./token-endpoint.ts";

function sessionOf(request: IncomingMessage): string | undefined {
  return /(?:^|;\s*)stand_in_session=([^;]+)/.exec(request.headers.cookie ?? "")?.[1];
}

/** A form or a JSON body; the token endpoint takes both, and the query. */
function inputOf(request: IncomingMessage, raw: Buffer, query: string): URLSearchParams {
  const input = new URLSearchParams(query);
  const json = request.headers["content-type"]?.includes("json") ?? false;
  const members = json
    ? Object.entries(JSON.parse(raw.toString()) as Record<string, unknown>)
    : [...new URLSearchParams(raw.toString())];
  for (const [name, value] of members) if (typeof value === "string") input.set(name, value);
  return input;
}

/** Serves /login/oauth/authorize and /login/oauth/access_token. `path` is below the base. */
export async function serveLogin(
  site: Site,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: string,
): Promise<void> {
  // Bodies and queries here are secrets: the log gets neither.
  const row = site.log.open({
    origin: "login",
    method: request.method ?? "GET",
    path,
    query: "",
    headers: request.headers,
  });
  watch(row, response);
  const raw = await readBody(request);
  const end = (status: number, headers: Record<string, string>, body = ""): void => {
    row.status = status;
    response.writeHead(status, headers).end(body);
  };
  if (path === "/login/oauth/access_token" && request.method === "POST") {
    const issued = accessToken(site.world, inputOf(request, raw, query));
    const json = request.headers.accept?.includes("json") ?? false;
    const form = new URLSearchParams(
      Object.entries(issued).map(([name, value]): [string, string] => [name, String(value)]),
    );
    end(
      200,
      { "content-type": json ? "application/json" : "application/x-www-form-urlencoded" },
      json ? JSON.stringify(issued) : form.toString(),
    );
    return;
  }
  if (path !== "/login/oauth/authorize") {
    end(404, { "content-type": "text/plain" }, "Not Found");
    return;
  }
  const choice = request.method === "POST" ? (new URLSearchParams(raw.toString()).get("choice") ?? "deny") : undefined;
  const reply = authorize(site.world, new URLSearchParams(query), choice, sessionOf(request));
  if ("html" in reply) end(reply.status, { "content-type": "text/html; charset=utf-8" }, reply.html);
  else {
    const cookie =
      reply.session === undefined
        ? {}
        : { "set-cookie": `stand_in_session=${reply.session}; Path=/; HttpOnly; SameSite=Lax` };
    end(302, { location: reply.redirect, ...cookie });
  }
}
