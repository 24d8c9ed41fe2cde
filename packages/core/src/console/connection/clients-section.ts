import { html } from "hono/html";
import { day, postForm, shownText, type Html } from "../../pages/index.ts";
import type { ClientRow, PermissionsData } from "./permissions-data.ts";

/** The programs that are signed in, each to be signed out. */
export function clientsSection(data: PermissionsData): Html {
  const { clients } = data;
  return html`<h2>Programs that are signed in</h2>
    ${
      clients.length === 0
        ? html`<p>None at present.</p>`
        : html`<table>
            <thead>
              <tr>
                <th scope="col">Program</th>
                <th scope="col">Since</th>
                <th scope="col"><span class="hidden">Sign out</span></th>
              </tr>
            </thead>
            <tbody>
              ${clients.map((client) => clientRow(client, data))}
            </tbody>
          </table>`
    }
    ${clients.length === 1 && html`<p class="hint">It is the only one: signing it out disconnects the account, too.</p>`}`;
}

function clientRow({ id, name, createdAtMs }: ClientRow, { href, csrf }: PermissionsData): Html {
  const shown = shownText(name ?? "", 60) || "A program without a name";
  return html`<tr>
    <th scope="row"><bdi>${shown}</bdi></th>
    <td>${day(createdAtMs)}</td>
    <td>
      ${postForm(
        { action: href, csrf },
        html`<input type="hidden" name="client" value="${id}" />
          <button type="submit" name="choice" value="sign-out" class="secondary small">
            Sign out<span class="hidden"> ${shown}</span>
          </button>`,
      )}
    </td>
  </tr>`;
}
