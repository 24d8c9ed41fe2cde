import { html } from "hono/html";
import { postForm, type FormTarget, type Html } from "../../pages/index.ts";

/**
 * To rename and to disconnect a connection, each behind a second click.
 *
 * @param connection.name as it may be shown
 * @param target Both forms post `connection` with `choice` = `rename` (and `label`) or `revoke`; a rename goes to `renameAt`
 *   where that is given.
 */
export function connectionActions(
  connection: { id: string; name: string; vendor: string; authKind: "oauth" | "token" },
  target: FormTarget & { renameAt?: string },
): Html {
  const { id, name, vendor, authKind } = connection;
  const { action, csrf, renameAt = action } = target;
  return html`<div class="actions">
    <details>
      <summary>Rename<span class="hidden"> ${name}</span></summary>
      ${postForm(
        { action: renameAt, csrf },
        html`<input type="hidden" name="connection" value="${id}" />
          <label for="label-${id}">Name<span class="hidden"> of ${name}</span></label>
          <input id="label-${id}" name="label" value="${name}" required maxlength="80" />
          <div class="buttons">
            <button type="submit" name="choice" value="rename" class="secondary">Save name</button>
          </div>`,
      )}
    </details>
    <details>
      <summary>Disconnect<span class="hidden"> ${name}</span></summary>
      <p>
        Every program listed above is signed out, and what we keep of this account is deleted.
        ${authKind === "token" && html`The token itself stays valid: delete it at ${vendor} if nothing else needs it.`}
      </p>
      ${postForm(
        { action, csrf },
        html`<input type="hidden" name="connection" value="${id}" />
          <div class="buttons">
            <button type="submit" name="choice" value="revoke" class="danger">
              Disconnect<span class="hidden"> ${name}</span>
            </button>
          </div>`,
      )}
    </details>
  </div>`;
}
