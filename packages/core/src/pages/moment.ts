import { html } from "hono/html";
import type { Html } from "./layout.ts";

/** A time to the second, in UTC. */
export function moment(timeMs: number): Html {
  const iso = new Date(timeMs).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace("T", " ")}</time>`;
}
