import type { IncomingMessage, ServerResponse } from "node:http";
import { parsedOrText, queryObject } from "../../stand-in/exchange.ts";
import { readBody } from "../../stand-in/read-body.ts";
import { watch } from "../../stand-in/request-log.ts";
import { serveAnswer } from "../../stand-in/serve-answer.ts";
import type { Effect } from "../control/fault.ts";
import type { Site } from "../site.ts";
import { answer, jsonAnswer, tooMany, type Answer, type ApiRequest } from "./answer.ts";
import { readArgs } from "./args.ts";
import { tokenOf } from "./authenticate.ts";
import { emptyPage } from "./empty-page.ts";

/** Serves one call of the Web API: `POST /api/METHOD`, or GET. */
export async function serveApi(
  site: Site,
  incoming: IncomingMessage,
  response: ServerResponse,
  method: string,
  query: string,
): Promise<void> {
  const raw = await readBody(incoming);
  const args = argsOrNothing(query, incoming, raw);
  const token = tokenOf(site.world, incoming.headers.authorization, args);
  const login = token && site.world.users.get(token.userId)?.name;
  const { token: _token, client_secret: _secret, code: _code, refresh_token: _refresh, ...shown } = args;
  const path = `/${method}`;
  const row = site.log.open({
    origin: "api",
    method: incoming.method ?? "POST",
    path,
    query: "",
    headers: incoming.headers,
    body: shown,
    ...(login === undefined ? {} : { login }),
  });
  watch(row, response);
  const effect = site.faults.take({ method: incoming.method ?? "POST", path, login, body: raw.toString() });
  await serveAnswer({ effect, row, response }, () => {
    const request: ApiRequest = { method, query, headers: incoming.headers, raw };
    const given = (effect && instead(effect)) ?? answer(site.world, site.tiers, request);
    const shownAnswer = effect && "emptyPage" in effect ? emptyPage(given) : given;
    site.onExchange?.({
      method: incoming.method ?? "POST",
      path: `/api${path}`,
      query: queryObject(query),
      requestHeaders: incoming.headers,
      requestBody: shown,
      status: shownAnswer.status,
      responseHeaders: shownAnswer.headers,
      responseBody: parsedOrText(shownAnswer.body),
      faulted: effect !== undefined,
    });
    return shownAnswer;
  });
}

function argsOrNothing(query: string, { headers }: IncomingMessage, raw: Buffer): Record<string, string> {
  try {
    return readArgs(query, headers["content-type"] ?? "", raw);
  } catch {
    return {};
  }
}

/** The answer that an effect gives in place of the method; undefined where the method shall run. */
function instead(effect: Effect): Answer | undefined {
  if ("error" in effect) return jsonAnswer({ ok: false, error: effect.error, ...effect.facts }, undefined);
  if ("retryAfterS" in effect) return tooMany(effect.retryAfterS);
  if (!("status" in effect)) return undefined;
  const { status, body = "upstream error", headers } = effect;
  if (typeof body === "object") return jsonAnswer(body as Record<string, unknown>, undefined, status, headers);
  return {
    status,
    headers: { "content-type": "text/html", ...headers },
    body: Buffer.from(typeof body === "string" ? body : ""),
  };
}
