import type { ServerResponse } from "node:http";
import { closed, pause } from "./closed.ts";
import type { LoggedRequest } from "./request-log.ts";
import { send, sendHalf, type WireAnswer } from "./send.ts";

/**
 * Answers one request, or does to it what a fault wants: see `CommonEffect`, and `stall`, which does what was asked and never
 * answers.
 *
 * @param answer Does what was asked. Not called for a client that has left, or a request that a fault keeps from arriving.
 */
export async function serveAnswer(
  { effect = {}, row, response }: { effect: object | undefined; row: LoggedRequest; response: ServerResponse },
  answer: () => WireAnswer | Promise<WireAnswer>,
): Promise<void> {
  if (Object.keys(effect).length > 0) row.faulted = "cut" in effect || "truncate" in effect ? "cut" : "answer";
  if ("hang" in effect) return closed(response);
  if ("delayMs" in effect) await pause(Number(effect.delayMs), response);
  if ("cut" in effect && effect.cut === "before") return void response.destroy();
  // A client that left during a delay gets nothing done: its request never reached the handler.
  if (response.destroyed) return;
  const given = await answer();
  if ("stall" in effect) return closed(response);
  if ("cut" in effect) return void response.destroy();
  row.status = given.status;
  if ("truncate" in effect) sendHalf(response, given);
  else await send(response, given);
}
