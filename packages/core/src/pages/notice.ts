import { html } from "hono/html";
import type { Html } from "./layout.ts";

/** Something went wrong: read out at once, and seen without colours, too. */
export function problem(text: string | undefined, id = "problem"): Html | undefined {
  return text === undefined ? undefined : html`<p class="notice problem" id="${id}" role="alert">${text}</p>`;
}

/** Something was done. It can have the focus, which `goOnDone` gives it. */
export function done(text: string | undefined): Html | undefined {
  return text === undefined
    ? undefined
    : html`<p class="notice done" id="done" role="status" tabindex="-1">${text}</p>`;
}
