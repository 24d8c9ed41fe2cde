import { html } from "hono/html";
import type { Html } from "./layout.ts";

const days = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" });

/** A time as a day, in UTC. */
export function day(timeMs: number): Html {
  return html`<time datetime="${new Date(timeMs).toISOString()}">${days.format(timeMs)}</time>`;
}
