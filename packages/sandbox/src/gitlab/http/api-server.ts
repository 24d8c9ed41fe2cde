import type { IncomingMessage, ServerResponse } from "node:http";
import { exchangeOf, parsedOrText } from "../../stand-in/exchange.ts";
import { readBody } from "../../stand-in/read-body.ts";
import { watch } from "../../stand-in/request-log.ts";
import { serveAnswer } from "../../stand-in/serve-answer.ts";
import { replyOf } from "../control/effect.ts";
import type { Site } from "../site.ts";
import { settlePipelines } from "../state/settle.ts";
import { answer, tokenOf, type ApiRequest } from "./answer.ts";

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
  await serveAnswer({ effect, row, response }, async () => {
    settlePipelines(site.world);
    const instead = replyOf(effect, () => site.world.now());
    const request: ApiRequest = { method, path, query, headers: incoming.headers, raw, instead };
    const given = await answer(site, request);
    site.onExchange?.(exchangeOf(request, given, effect !== undefined));
    return given;
  });
}
