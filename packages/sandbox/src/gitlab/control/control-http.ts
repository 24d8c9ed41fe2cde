import type { IncomingMessage, ServerResponse } from "node:http";
import { parsedOrText } from "../../stand-in/exchange.ts";
import type { Fault } from "../../stand-in/faults.ts";
import { readBody } from "../../stand-in/read-body.ts";
import type { Control } from "./control.ts";
import type { Effect } from "./effect.ts";
import type { Emission } from "./webhook.ts";

type Body = Record<string, unknown>;

function number(body: Body, name: string): number {
  const value = body[name];
  if (typeof value !== "number") throw new TypeError(`"${name}" must be a number`);
  return value;
}

function text(body: Body, name: string): string {
  const value = body[name];
  if (typeof value !== "string") throw new TypeError(`"${name}" must be a string`);
  return value;
}

const SWITCHES: Readonly<Record<string, (control: Control, body: Body) => unknown>> = {
  reset: (control) => control.reset(),
  fault: (control, body) => void control.fault(body as unknown as Fault<Effect>),
  advance: (control, body) => control.advance(number(body, "ms")),
  clock: (control, body) => ({ now: control.clock(body["atMs"] === null ? null : number(body, "atMs")) }),
  limit: (control, body) => control.limit(text(body, "username"), number(body, "left")),
  version: (control, body) => control.version(text(body, "version"), body["enterprise"] !== false),
  checking: (control, body) => control.checking(text(body, "project"), number(body, "iid"), number(body, "times")),
  rename: (control, body) => control.rename(text(body, "project"), text(body, "path")),
  emit: (control, body) => control.emit(body as unknown as Emission),
};

/** `POST /_control/NAME` with JSON, and `GET /_control/requests`: the typed control for other processes. */
export async function serveControl(
  control: Control,
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
): Promise<void> {
  const reply = (status: number, body: unknown): void => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body ?? {}));
  };
  try {
    if (request.method === "GET" && name === "requests") return reply(200, control.requests());
    if (request.method !== "POST") return reply(405, { error: "POST, or GET /_control/requests" });
    const body = parsedOrText(await readBody(request)) ?? {};
    const change = SWITCHES[name];
    if (!change || typeof body !== "object" || body === null) throw new TypeError(`no switch "${name}"`);
    return reply(200, await change(control, body as Body));
  } catch (error) {
    return reply(400, { error: error instanceof Error ? error.message : String(error) });
  }
}
