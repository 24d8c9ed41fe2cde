import { html } from "hono/html";
import { day, type Html, shownText } from "../../pages/index.ts";
import { connectionActions } from "./connection-actions.ts";
import type { ConnectionRow, ConnectionsData } from "./page-data.ts";

/** One connection: whose, what it may do, who uses it; to rename and to disconnect behind a second click. */
export function connectionCard(row: ConnectionRow, page: ConnectionsData): Html {
  const { id, label, status, authKind } = row;
  const vendor = page.connector.title;
  const name = shownText(label, 80);
  return html`<li>
    <h2><bdi>${name}</bdi></h2>
    ${
      status === "reauthorize" &&
      html`<p class="notice problem">${vendor} has ended this sign-in. Sign in again from your program.</p>`
    }
    <dl class="facts">
      <dt>Account</dt>
      <dd><bdi>${shownText(row.login)}</bdi> at <span class="place">${shownText(row.host)}</span></dd>
      ${
        row.profile !== undefined &&
        html`<dt>Profile</dt>
          <dd><code>@${shownText(row.profile)}</code></dd>`
      }
      <dt>Signed in with</dt>
      <dd>${authKind === "oauth" ? `${vendor}’s own page` : "a pasted token"}</dd>
      <dt>Rights</dt>
      <dd>${rights(row, vendor)}</dd>
      <dt>Used by</dt>
      <dd>${clients(row)}</dd>
      <dt>Last used</dt>
      <dd>${day(row.lastUsedAtMs)}</dd>
      ${
        row.expiresAtMs !== undefined &&
        html`<dt>Ends</dt>
          <dd>${day(row.expiresAtMs)}</dd>`
      }
    </dl>
    <p>
      <a href="${page.action}/${id}">What it may do, and what was done<span class="hidden"> with ${name}</span></a>
    </p>
    ${connectionActions({ id, name, vendor, authKind }, page)}
  </li>`;
}

function rights({ scopes }: ConnectionRow, vendor: string): Html {
  if (scopes === undefined) return html`${vendor} does not say`;
  if (scopes.length === 0) return html`Public data only`;
  return html`<ul>
    ${scopes.map((scope) => html`<li>${scope}</li>`)}
  </ul>`;
}

/** Programs that register anew for each sign-in are one line, not one for each. */
function clients({ clients: rows }: ConnectionRow): Html {
  if (rows.length === 0) return html`No program at present`;
  const byName = Map.groupBy(rows, ({ name }) => shownText(name ?? "", 60));
  return html`<ul>
    ${[...byName].map(([name, signIns]) => {
      const since = day(Math.min(...signIns.map(({ createdAtMs }) => createdAtMs)));
      const times = signIns.length > 1 && `, signed in ${signIns.length} times`;
      return html`<li><bdi>${name === "" ? "A program without a name" : name}</bdi>${times}, since ${since}</li>`;
    })}
  </ul>`;
}
