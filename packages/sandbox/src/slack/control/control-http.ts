import type { IncomingMessage, ServerResponse } from "node:http";
import { parsedOrText } from "../../stand-in/exchange.ts";
import { readBody } from "../../stand-in/read-body.ts";
import type { Control } from "./control.ts";
import type { Fault } from "./fault.ts";

type Body = Record<string, unknown>;

/** Switches by name: what each does with its body, and what it answers. */
const SWITCHES: Readonly<Record<string, (control: Control, body: Body) => unknown>> = {
  reset: (control) => control.reset(),
  fault: (control, body) => {
    if (typeof body["effect"] !== "object") throw new TypeError('"effect" must be an object');
    control.fault(body as unknown as Fault);
  },
  advance: (control, body) => control.advance(number(body, "ms")),
  clock: (control, body) => ({ now: control.clock(body["atMs"] === null ? null : number(body, "atMs")) }),
  switch: (control, body) => control.switch(body),
  crowd: (control, body) => control.crowd({ users: number(body, "users"), channels: number(body, "channels") }),
  revoke: (control, body) => control.revoke(text(body, "token")),
  events: (control, body) =>
    control.events(body["url"] === undefined ? undefined : { url: text(body, "url"), secret: text(body, "secret") }),
  emit: (control, body) => control.emit(body),
  say: (control, body) => ({ ts: control.say(text(body, "channel"), text(body, "user"), text(body, "text")).ts }),
};

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
    const perform = SWITCHES[name];
    if (perform === undefined) return reply(400, { error: `no switch "${name}"` });
    const body = parsedOrText(await readBody(request)) ?? {};
    if (typeof body !== "object") return reply(400, { error: "a JSON object is needed" });
    return reply(200, (await perform(control, body as Body)) ?? {});
  } catch (error) {
    return reply(400, { error: error instanceof Error ? error.message : String(error) });
  }
}

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
