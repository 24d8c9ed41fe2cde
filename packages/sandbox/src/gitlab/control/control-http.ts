import type { IncomingMessage, ServerResponse } from "node:http";
import { number, serveSwitches, text, type Switches } from "../../stand-in/control-http.ts";
import type { Fault } from "../../stand-in/faults.ts";
import type { Control } from "./control.ts";
import type { Effect } from "./effect.ts";
import type { Emission } from "./webhook.ts";

const switches: Switches<Control> = {
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

/** Answers one switch. */
export function serveControl(
  control: Control,
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
): Promise<void> {
  return serveSwitches({ control, switches }, request, response, name);
}
