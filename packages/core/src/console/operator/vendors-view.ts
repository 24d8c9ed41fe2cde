import { html } from "hono/html";
import type { MetricValue } from "../../observe/index.ts";
import { shownText, type Html } from "../../pages/index.ts";
import { shownCount } from "./shown-number.ts";

/** What `vendorsView` shows. */
export const VENDOR_FAMILIES = ["upstream_budget_remaining"] as const;

/** What is left of vendors' quotas, one a row. Those that vendors name for themselves are called as they call them. */
export function vendorsView(values: readonly MetricValue[], hint: string): Html {
  const key = ({ labels: { connector = "", bucket = "" } }: MetricValue) => `${connector} ${bucket}`;
  const rows = values.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  return html`<p class="hint">${hint}</p>
    ${
      rows.length === 0
        ? html`<p>No vendor has said lately what is left.</p>`
        : html`<table>
            <thead>
              <tr>
                <th scope="col">Connector</th>
                <th scope="col">Quota</th>
                <th scope="col" class="number">Requests left</th>
              </tr>
            </thead>
            <tbody>
              ${rows.map(
                ({ labels: { connector = "", bucket = "" }, value }) =>
                  html`<tr>
                    <th scope="row">${connector}</th>
                    <td><code>${shownText(bucket)}</code></td>
                    <td class="number">${shownCount(value)}</td>
                  </tr>`,
              )}
            </tbody>
          </table>`
    }`;
}
