import { html } from "hono/html";
import type { Html } from "../../pages/index.ts";
import type { MetricRow } from "./metric-rows.ts";

/** Numbers of this process, one a row. */
export function numbersView(rows: readonly MetricRow[], hint: string): Html {
  return html`<p class="hint">${hint}</p>
    ${
      rows.length === 0
        ? html`<p>Nothing has been counted yet.</p>`
        : html`<table>
            <thead>
              <tr>
                <th scope="col">What</th>
                <th scope="col">Of what</th>
                <th scope="col" class="number">Now</th>
              </tr>
            </thead>
            <tbody>
              ${rows.map(
                ({ name, labels, value }) =>
                  html`<tr>
                    <th scope="row"><code>${name}</code></th>
                    <td>${labels}</td>
                    <td class="number">${value}</td>
                  </tr>`,
              )}
            </tbody>
          </table>`
    }`;
}
