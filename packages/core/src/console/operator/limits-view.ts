import { html } from "hono/html";
import type { Html } from "../../pages/index.ts";
import type { LimitRow } from "./limit-rows.ts";

/** Settings, one a row. */
export function limitsView(rows: readonly LimitRow[]): Html {
  return html`<p class="hint">As they were set when this process started.</p>
    <table>
      <thead>
        <tr>
          <th scope="col">Setting</th>
          <th scope="col">What it limits</th>
          <th scope="col" class="number">Value</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ name, description, value }) =>
            html`<tr>
              <th scope="row"><code>${name}</code></th>
              <td>${description}</td>
              <td class="number">${value}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}
