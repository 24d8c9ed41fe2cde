import { createHmac } from "node:crypto";

/** The two headers of a signed delivery of the Events API. `atS`: seconds since the epoch. */
export function signEvent(secret: string, body: string, atS: number): Record<string, string> {
  const mac = createHmac("sha256", secret).update(`v0:${atS}:${body}`).digest("hex");
  return { "x-slack-request-timestamp": String(atS), "x-slack-signature": `v0=${mac}` };
}
