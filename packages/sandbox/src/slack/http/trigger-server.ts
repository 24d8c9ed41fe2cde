import type { IncomingMessage, ServerResponse } from "node:http";
import { closed } from "../../stand-in/closed.ts";
import { parsedOrText } from "../../stand-in/exchange.ts";
import { readBody } from "../../stand-in/read-body.ts";
import { watch } from "../../stand-in/request-log.ts";
import type { Site } from "../site.ts";

/** `POST /triggers/…`: starts a workflow. The address is the secret; nothing else is asked. */
export async function serveTrigger(
  site: Site,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const raw = await readBody(request);
  const row = site.log.open({
    origin: "api",
    method: "POST",
    path: "/triggers",
    query: "",
    headers: request.headers,
    body: parsedOrText(raw),
  });
  watch(row, response);
  const effect = site.faults.take({ method: "POST", path: "/triggers", login: undefined });
  if (effect && "cut" in effect && effect.cut === "before") return void response.destroy();
  const trigger = site.world.triggers.get(path);
  const body = parsedOrText(raw) as Record<string, unknown> | undefined;
  const reply = (status: number, answer: unknown, headers: Record<string, string> = {}): void => {
    row.status = status;
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(answer));
  };
  if (effect && "status" in effect) return reply(effect.status, { ok: false });
  if (effect && "retryAfterS" in effect) {
    return reply(429, { ok: false, error: "too_many_requests" }, { "retry-after": String(effect.retryAfterS) });
  }
  if (!trigger) return reply(404, { ok: false, error: "trigger_not_found" });
  const unknown = Object.keys(body ?? {}).filter((name) => !trigger.inputs.includes(name));
  if (unknown.length > 0) return reply(400, { ok: false, error: "invalid_trigger_inputs" });
  trigger.runs.push(body ?? {});
  if (effect && "stall" in effect) return closed(response);
  if (effect && "cut" in effect) return void response.destroy();
  reply(200, { ok: true });
}
