import type { IncomingMessage, ServerResponse } from "node:http";
import { number, serveSwitches, text, type Switches } from "../../stand-in/control-http.ts";
import { isObject } from "../http/body.ts";
import type { LimitedResource } from "../state/limits.ts";
import type { Control } from "./control.ts";
import type { Fault } from "./fault.ts";
import type { Emission, WebhookTarget } from "./webhook.ts";

const switches: Switches<Control> = {
  reset: (control) => control.reset(),
  fault: (control, body) => {
    if (!isObject(body["effect"])) throw new TypeError('"effect" must be an object');
    control.fault(body as unknown as Fault);
  },
  advance: (control, body) => {
    control.advance(number(body, "ms"));
    return { now: new Date(control.clock()).toISOString() };
  },
  clock: (control, body) => ({
    now: new Date(control.clock(body["atMs"] === null ? null : number(body, "atMs"))).toISOString(),
  }),
  limit: (control, body) =>
    control.limit(text(body, "login"), text(body, "resource") as LimitedResource, number(body, "left")),
  mergeable: (control, body) => control.mergeableUnknown(number(body, "times")),
  rename: (control, body) => control.rename(text(body, "repository"), text(body, "name")),
  transfer: (control, body) => ({
    number: control.transfer(text(body, "repository"), number(body, "number"), text(body, "to")),
  }),
  webhook: (control, body) =>
    control.webhook(body["url"] === undefined ? undefined : (body as unknown as WebhookTarget)),
  emit: (control, body) => {
    text(body, "event");
    return control.emit(body as unknown as Emission);
  },
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
