import type { IncomingMessage, ServerResponse } from "node:http";

import type { Effect } from "../control/fault.ts";
import { faultReply } from "../control/fault-reply.ts";
import { watch } from "../../stand-in/request-log.ts";
import { exchangeOf, parsedOrText } from "../../stand-in/exchange.ts";
import type { Site } from "../site.ts";
import type { World } from "../state/world.ts";
import type { ApiRequest } from "./answer.ts";
import { answer } from "./answer.ts";
import { readBody } from "../../stand-in/read-body.ts";
import { byName } from "./redirect.ts";
import { serveAnswer } from "../../stand-in/serve-answer.ts";

/** Login behind a request's token, for faults that are meant for one person only. */
function loginOf(world: World, request: IncomingMessage): string | undefined {
  return world.tokens.get(request.headers.authorization?.split(" ").at(-1) ?? "")?.login;
}

function limitEffect(site: Site, effect: Effect | undefined, login: string | undefined): void {
  if (effect && "primary" in effect && login !== undefined) {
    site.world.limits.leave(login, effect.primary.resource ?? "core", effect.primary.left);
  }
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
  limitEffect(site, effect, login);
  await serveAnswer({ effect, row, response }, async () => {
    const given = await answer(site, request, effect && faultReply(effect, site.world.urls));
    site.onExchange?.(exchangeOf({ ...request, path: byName(site.world, path) }, given, effect !== undefined));
    return given;
  });
}
