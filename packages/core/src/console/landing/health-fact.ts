import { html } from "hono/html";
import type { Html } from "../../pages/index.ts";

export interface HealthFacts {
  status: "ready" | "unready" | "draining";
  version: string;
}

const SAID: Readonly<Record<HealthFacts["status"], string>> = {
  ready: "Works",
  unready: "Not ready: something that it needs does not answer",
  draining: "About to restart",
};

/** Whether the server works, in words and not in colours alone. */
export function healthFact({ status, version }: HealthFacts): Html {
  return html`<p class="health ${status === "ready" ? "good" : "bad"}">${SAID[status]} · Fairlead ${version}</p>`;
}
