import { html } from "hono/html";
import type { OwnerDesk } from "../../auth/index.ts";
import { day, postForm, shownText, type Html } from "../../pages/index.ts";
import type { Operator } from "./operator-desk.ts";

type Row = Awaited<ReturnType<OwnerDesk["connections"]["page"]>>[number];

/** Everybody's connections of one connector, each to be ended behind a second click. */
export function connectionsView(
  rows: readonly Row[],
  { action, operator, auditHref }: { action: string; operator: Operator; auditHref: string },
): Html {
  if (rows.length === 0) return html`<p>Nothing is connected.</p>`;
  return html`<table class="records">
    <thead>
      <tr>
        <th scope="col">Account</th>
        <th scope="col">Subject</th>
        <th scope="col">Status</th>
        <th scope="col">Last used</th>
        <th scope="col">Connection</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map((row) => connectionRow(row, { action, operator, auditHref }))}
    </tbody>
  </table>`;
}

function connectionRow(
  { id, connector, login, host, subject, status, authKind, lastUsedAtMs }: Row,
  { action, operator, auditHref }: { action: string; operator: Operator; auditHref: string },
): Html {
  const name = shownText(login);
  return html`<tr>
    <td>
      <bdi>${name}</bdi>
      <p class="hint">${shownText(host)}</p>
    </td>
    <td><code>${shownText(subject)}</code></td>
    <td>
      ${status}
      <p class="hint">${authKind}</p>
    </td>
    <td>${day(lastUsedAtMs)}</td>
    <td>
      <a href="${auditHref}?${new URLSearchParams({ connector, subject }).toString()}"
        >What was done<span class="hidden"> by ${name}</span></a
      >
      <details>
        <summary>End<span class="hidden"> the connection of ${name}</span></summary>
        <p>Its programs are signed out, and what we keep of the account is deleted.</p>
        ${postForm(
          { action, csrf: operator.csrf },
          html`<input type="hidden" name="connector" value="${connector}" />
            <input type="hidden" name="connection" value="${id}" />
            <button type="submit" name="choice" value="end" class="danger small">
              End connection<span class="hidden"> of ${name}</span>
            </button>`,
        )}
      </details>
    </td>
  </tr>`;
}
