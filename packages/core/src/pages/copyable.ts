import { html } from "hono/html";
import type { Html } from "./layout.ts";

/**
 * Text to be taken along, with a button that copies it where scripts run.
 *
 * @param id unique on the page
 * @param what names it, for the button: `the command`
 */
export function copyable(
  text: string,
  { id, what, block = false }: { id: string; what: string; block?: boolean },
): Html {
  const shown = block ? html`<pre id="${id}">${text}</pre>` : html`<code id="${id}">${text}</code>`;
  return html`<div class="copyable">
    ${shown}
    <button type="button" class="secondary small" data-copy="${id}" hidden>
      <span data-name>Copy</span><span class="hidden"> ${what}</span><span class="hidden" role="status"></span>
    </button>
  </div>`;
}
