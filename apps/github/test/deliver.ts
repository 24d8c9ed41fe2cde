import { createHmac, randomUUID } from "node:crypto";
import { request, type Agent, type RequestOptions } from "node:http";
import type { RunningConnector } from "@fairlead/testkit";

/** What GitHub and the replicas of a test know. */
export const WEBHOOK_SECRET = "what GitHub and these replicas know";

/** One delivery, as GitHub would send it. */
export interface Delivery {
  id: string;
  event: string;
  body: string;
  secret: string;
}

export interface Answered {
  status: number;
  text: string;
  tookMs: number;
}

/** Somebody has edited that issue of the storefront. */
export const edited = (number: number, more: Partial<Delivery> = {}): Delivery => ({
  id: randomUUID(),
  event: "issues",
  body: JSON.stringify({
    action: "edited",
    issue: { number },
    repository: { name: "storefront", owner: { login: "harbor" } },
  }),
  secret: WEBHOOK_SECRET,
  ...more,
});

/** Sends one as GitHub does. Node's own client: a burst of `fetch` would measure itself. */
export function deliver(
  { baseUrl }: RunningConnector,
  { id, event, body, secret }: Delivery,
  agent?: Agent,
): Promise<Answered> {
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "x-github-event": event,
    "x-github-delivery": id,
    "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
  };
  return send(`${baseUrl}/webhooks/github`, { method: "POST", headers }, body, agent);
}

/** @returns the whole answer, and how long it took. */
export function send(url: string, options: RequestOptions, body: string, agent?: Agent): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const sent = request(url, { ...options, ...(agent && { agent }) }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text, tookMs: performance.now() - startedAt }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
