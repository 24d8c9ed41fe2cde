import type { IncomingMessage, ServerResponse } from "node:http";
import { number, serveSwitches, text, type Switches } from "../../stand-in/control-http.ts";
import type { Control } from "./control.ts";
import type { Fault } from "./fault.ts";

/** Switches by name: what each does with its body, and what it answers. */
const switches: Switches<Control> = {
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

/** Answers one switch. */
export function serveControl(
  control: Control,
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
): Promise<void> {
  return serveSwitches({ control, switches }, request, response, name);
}
