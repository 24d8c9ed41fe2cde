import type { IncomingMessage, ServerResponse } from "node:http";
import { closed, pause } from "../../stand-in/closed.ts";
import { parsedOrText, queryObject } from "../../stand-in/exchange.ts";
import { readBody } from "../../stand-in/read-body.ts";
import { watch } from "../../stand-in/request-log.ts";
import { send, sendHalf, type WireAnswer } from "../../stand-in/send.ts";
import { replyOf } from "../control/effect.ts";
import type { Site } from "../site.ts";
import { settlePipelines } from "../state/settle.ts";
import { answer, tokenOf, type ApiRequest } from "./answer.ts";

function report(site: Site, request: ApiRequest, given: WireAnswer, faulted: boolean): void {
  const body = Buffer.isBuffer(given.body) ? given.body : undefined;
  const json = (given.headers["content-type"] ?? "").includes("json");
  site.onExchange?.({
    method: request.method,
    path: request.path,
    query: queryObject(request.query),
    requestHeaders: request.headers,
    requestBody: parsedOrText(request.raw),
    status: given.status,
    responseHeaders: given.headers,
    responseBody: body === undefined || body.length === 0 ? undefined : json ? parsedOrText(body) : body.toString(),
    faulted,
  });
}

/** Serves one request below /api/v4 or /api/graphql. `path` and `query` are its own, the base taken off. */
export async function serveApi(
  site: Site,
  incoming: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: string,
): Promise<void> {
  const method = incoming.method ?? "GET";
  const login = tokenOf(site.world, incoming.headers)?.username;
  const { "private-token": _secret, ...headers } = incoming.headers;
  const row = site.log.open({ origin: "api", method, path, query, headers, ...(login === undefined ? {} : { login }) });
  watch(row, response);
  const raw = await readBody(incoming);
  const body = parsedOrText(raw);
  if (body !== undefined) row.body = body;
  const effect = site.faults.take({ method, path, login, body: raw.toString() });
  if (effect) row.faulted = "cut" in effect || "truncate" in effect ? "cut" : "answer";
  if (effect && "hang" in effect) return closed(response);
  if (effect && "delayMs" in effect) await pause(effect.delayMs, response);
  if (effect && "cut" in effect && effect.cut === "before") {
    response.destroy();
    return;
  }
  // A client that left during a delay gets nothing done: its request never reached the handler.
  if (response.destroyed) return;
  settlePipelines(site.world);
  const instead = replyOf(effect, () => site.world.now());
  const request: ApiRequest = { method, path, query, headers: incoming.headers, raw, instead };
  const given = await answer(site, request);
  report(site, request, given, effect !== undefined);
  if (effect && "cut" in effect) {
    response.destroy();
    return;
  }
  row.status = given.status;
  if (effect && "truncate" in effect) sendHalf(response, given);
  else await send(response, given);
}
