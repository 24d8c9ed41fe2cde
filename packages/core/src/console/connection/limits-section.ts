import { html } from "hono/html";
import type { Html } from "../../pages/index.ts";
import type { PermissionsData } from "./permissions-data.ts";
import type { LimitFields } from "./policy-fields.ts";

const SPARE_ROWS = 2;
const NONE: LimitFields = { tool: "*", perMinute: "", perDay: "" };

/** How often tools may be called. There are always some empty rows; saving brings new ones. */
export function limitsSection({ fields, groups, operator }: PermissionsData): Html {
  const rows = [...fields.limits, ...Array.from({ length: SPARE_ROWS }, () => NONE)];
  const options = groups.flatMap(({ tools }) => tools.map(({ name }) => name));
  return html`<fieldset>
    <legend>Limits</legend>
    <p class="hint">
      Calls with this connection, by all programs together. An empty row is no limit. ${operatorLimits(operator)}
    </p>
    <table class="limits">
      <thead>
        <tr>
          <th scope="col">What is counted</th>
          <th scope="col">Per minute</th>
          <th scope="col">Per day</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((row, index) => limitRow(row, { index, options }))}
      </tbody>
    </table>
  </fieldset>`;
}

function limitRow(
  { tool, perMinute, perDay }: LimitFields,
  place: { index: number; options: readonly string[] },
): Html {
  const number = place.index + 1;
  const option = (value: string, label: string) =>
    html`<option value="${value}" ${value === tool && html`selected`}>${label}</option>`;
  const count = (name: string, value: string, what: string) =>
    html`<input
      name="${name}"
      value="${value}"
      inputmode="numeric"
      class="count"
      aria-label="Limit ${number}: calls per ${what}"
    />`;
  return html`<tr>
    <td>
      <select name="limit-tool" aria-label="Limit ${number}: what is counted">
        ${option("*", "All tools together")} ${place.options.map((name) => option(name, name))}
      </select>
    </td>
    <td>${count("limit-minute", perMinute, "minute")}</td>
    <td>${count("limit-day", perDay, "day")}</td>
  </tr>`;
}

function operatorLimits({ limits = [] }: PermissionsData["operator"]): Html | undefined {
  if (limits.length === 0) return undefined;
  const said = limits.map(({ tool, most, per }) => `${most} a ${per} of ${tool === "*" ? "all tools together" : tool}`);
  return html`<strong>The operator allows ${said.join(", ")} (LIMIT_TOOL_CALLS).</strong>`;
}
