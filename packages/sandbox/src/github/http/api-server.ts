import type { IncomingMessage, ServerResponse } from "node:http";

import type { Effect } from "../control/fault.ts";
import { faultReply } from "../control/fault-reply.ts";
import { watch } from "../../stand-in/request-log.ts";
import { parsedOrText, queryObject } from "../../stand-in/exchange.ts";
import type { Site } from "../site.ts";
import type { World } from "../state/world.ts";
import type { Answer, ApiRequest } from "./answer.ts";
import { answer } from "./answer.ts";
import { closed, pause } from "../../stand-in/closed.ts";
import { readBody } from "../../stand-in/read-body.ts";
import { byName } from "./redirect.ts";
import { send, sendHalf } from "../../stand-in/send.ts";

/** Login behind a request's token, for faults that are meant for one person only. */
function loginOf(world: World, request: IncomingMessage): string | undefined {
  return world.tokens.get(request.headers.authorization?.split(" ").at(-1) ?? "")?.login;
}

function limitEffect(site: Site, effect: Effect | undefined, login: string | undefined): void {
  if (effect && "primary" in effect && login !== undefined) {
    site.world.limits.leave(login, effect.primary.resource ?? "core", effect.primary.left);
  }
}

function report(site: Site, request: ApiRequest, given: Answer, faulted: boolean): void {
  if (!site.onExchange) return;
  const json = (given.headers["content-type"] ?? "").includes("json");
  const body = Buffer.isBuffer(given.body) ? given.body : undefined;
  site.onExchange({
    method: request.method,
    path: byName(site.world, request.path),
    query: queryObject(request.query),
    requestHeaders: request.headers,
    requestBody: parsedOrText(request.raw),
    status: given.status,
    responseHeaders: given.headers,
    responseBody: body === undefined || body.length === 0 ? undefined : json ? parsedOrText(body) : body.toString(),
    faulted,
  });
}

/** Serves one request below /api/v3 or /api/graphql. `path` and `query` are its own, the base taken off. */
export async function serveApi(
  site: Site,
  incoming: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: string,
): Promise<void> {
  const method = incoming.method ?? "GET";
  const login = loginOf(site.world, incoming);
  const row = site.log.open({
    origin: "api",
    method,
    path,
    query,
    headers: incoming.headers,
    ...(login === undefined ? {} : { login }),
  });
  watch(row, response);
  const raw = await readBody(incoming);
  const body = parsedOrText(raw);
  if (body !== undefined) row.body = body;
  const request: ApiRequest = { method, path, query, headers: incoming.headers, raw };
  const effect = site.faults.take({ method, path: byName(site.world, path), login, body: raw.toString() });
  if (effect) row.faulted = "cut" in effect || "truncate" in effect ? "cut" : "answer";
  limitEffect(site, effect, login);
  if (effect && "hang" in effect) return closed(response);
  if (effect && "delayMs" in effect) await pause(effect.delayMs, response);
  if (effect && "cut" in effect && effect.cut === "before") {
    response.destroy();
    return;
  }
  // A client that left during a delay gets nothing done: its request never reached the handler.
  if (response.destroyed) return;
  const instead = effect && faultReply(effect, site.world.urls);
  const given = await answer(site, request, instead);
  report(site, request, given, effect !== undefined);
  if (effect && "cut" in effect) {
    response.destroy();
    return;
  }
  row.status = given.status;
  if (effect && "truncate" in effect) sendHalf(response, given);
  else await send(response, given);
}
