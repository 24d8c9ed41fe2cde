import { html } from "hono/html";
import type { Html } from "./layout.ts";

/** A form that posts to us. */
export interface FormTarget {
  /** Where it posts to. */
  action: string;
  /** Posted back as `csrf`. */
  csrf: string;
}

/** A form with its proof that it came from our page. */
export function postForm({ action, csrf }: FormTarget, fields: Html): Html {
  return html`<form method="post" action="${action}" autocomplete="off">
    <input type="hidden" name="csrf" value="${csrf}" />
    ${fields}
  </form>`;
}
