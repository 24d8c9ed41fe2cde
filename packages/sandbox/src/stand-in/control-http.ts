import type { IncomingMessage, ServerResponse } from "node:http";
import { parsedOrText } from "./exchange.ts";
import { readBody } from "./read-body.ts";

/** What a switch is called with. */
export type ControlBody = Readonly<Record<string, unknown>>;

/** What each name under `/_control/` does, and gives back. A wrong argument is thrown as a TypeError. */
export type Switches<Control> = Readonly<Record<string, (control: Control, body: ControlBody) => unknown>>;

/** `POST /_control/NAME` with JSON, and `GET /_control/requests`: the typed control for other processes. */
export async function serveSwitches<Control extends { requests(): unknown }>(
  { control, switches }: { control: Control; switches: Switches<Control> },
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
    const perform = Object.hasOwn(switches, name) ? switches[name] : undefined;
    if (perform === undefined) return reply(400, { error: `no switch "${name}"` });
    const body = parsedOrText(await readBody(request)) ?? {};
    if (!isObject(body)) return reply(400, { error: "a JSON object is needed" });
    return reply(200, (await perform(control, body)) ?? {});
  } catch (error) {
    return reply(400, { error: error instanceof Error ? error.message : String(error) });
  }
}

function isObject(value: unknown): value is ControlBody {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An argument of a switch. @throws TypeError */
export function number(body: ControlBody, name: string): number {
  const value = body[name];
  if (typeof value !== "number") throw new TypeError(`"${name}" must be a number`);
  return value;
}

/** An argument of a switch. @throws TypeError */
export function text(body: ControlBody, name: string): string {
  const value = body[name];
  if (typeof value !== "string") throw new TypeError(`"${name}" must be a string`);
  return value;
}
