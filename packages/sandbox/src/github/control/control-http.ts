import type { IncomingMessage, ServerResponse } from "node:http";

import { isObject } from "../http/body.ts";
import { readBody } from "../../stand-in/read-body.ts";
import { parsedOrText } from "../../stand-in/exchange.ts";
import type { LimitedResource } from "../state/limits.ts";
import type { Control } from "./control.ts";
import type { Fault } from "./fault.ts";
import type { Emission, WebhookTarget } from "./webhook.ts";

function number(body: Record<string, unknown>, name: string): number {
  const value = body[name];
  if (typeof value !== "number") throw new TypeError(`"${name}" must be a number`);
  return value;
}

function text(body: Record<string, unknown>, name: string): string {
  const value = body[name];
  if (typeof value !== "string") throw new TypeError(`"${name}" must be a string`);
  return value;
}

async function perform(control: Control, name: string, body: Record<string, unknown>): Promise<unknown> {
  switch (name) {
    case "reset":
      control.reset();
      return {};
    case "fault":
      if (!isObject(body["effect"])) throw new TypeError('"effect" must be an object');
      control.fault(body as unknown as Fault);
      return {};
    case "advance":
      control.advance(number(body, "ms"));
      return { now: new Date(control.clock()).toISOString() };
    case "clock":
      return { now: new Date(control.clock(body["atMs"] === null ? null : number(body, "atMs"))).toISOString() };
    case "limit":
      control.limit(text(body, "login"), text(body, "resource") as LimitedResource, number(body, "left"));
      return {};
    case "mergeable":
      control.mergeableUnknown(number(body, "times"));
      return {};
    case "rename":
      control.rename(text(body, "repository"), text(body, "name"));
      return {};
    case "webhook":
      control.webhook(body["url"] === undefined ? undefined : (body as unknown as WebhookTarget));
      return {};
    case "emit":
      text(body, "event");
      return control.emit(body as unknown as Emission);
    default:
      throw new TypeError(`no switch "${name}"`);
  }
}

/** `POST /_control/NAME` with JSON, and `GET /_control/requests`: the typed control for other processes. */
export async function serveControl(
  control: Control,
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
): Promise<void> {
  const reply = (status: number, body: unknown): void => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };
  try {
    if (request.method === "GET" && name === "requests") return reply(200, control.requests());
    if (request.method !== "POST") return reply(405, { error: "POST, or GET /_control/requests" });
    const body = parsedOrText(await readBody(request)) ?? {};
    if (!isObject(body)) return reply(400, { error: "a JSON object is needed" });
    return reply(200, await perform(control, name, body));
  } catch (error) {
    return reply(400, { error: error instanceof Error ? error.message : String(error) });
  }
}
