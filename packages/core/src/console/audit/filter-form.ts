import { html } from "hono/html";
import type { Html } from "../../pages/index.ts";
import { OUTCOMES, type AuditQuery } from "./audit-query.ts";

/** Asks for some of the records. It changes nothing, so it is sent as part of the URL. */
export function filterForm(
  query: AuditQuery,
  { action, tools, connectors }: { action: string; tools: readonly string[]; connectors?: readonly string[] },
): Html {
  return html`<form method="get" action="${action}" class="filter" autocomplete="off">
    ${connectors && html`${choice("connector", "Connector", query.connector, connectors)}`}
    ${choice("tool", "Tool", query.tool, tools)} ${choice("outcome", "Outcome", query.outcome, OUTCOMES)}
    ${field("from", "From (UTC)", query.from, "date")} ${field("until", "Until (UTC)", query.until, "date")}
    ${connectors && html`${field("subject", "Who (subject)", query.subject)}`}
    ${field("request", "Request id", query.request)}
    <div class="buttons">
      <button type="submit" class="secondary">Show</button>
      <a class="button quiet" href="${action}">All</a>
    </div>
  </form>`;
}

function choice(name: string, label: string, chosen: string, options: readonly string[]): Html {
  const known = chosen === "" || options.includes(chosen) ? options : [chosen, ...options];
  return html`<p>
    <label for="filter-${name}">${label}</label>
    <select id="filter-${name}" name="${name}">
      <option value="">any</option>
      ${known.map(
        (option) =>
          html`<option value="${option}" ${option === chosen && html`selected`}>
            ${option.replaceAll("_", " ")}
          </option>`,
      )}
    </select>
  </p>`;
}

function field(name: string, label: string, value: string, type: "text" | "date" = "text"): Html {
  return html`<p>
    <label for="filter-${name}">${label}</label>
    <input id="filter-${name}" name="${name}" type="${type}" value="${value}" />
  </p>`;
}
