import { html } from "hono/html";
import type { TokenForm } from "../../connector/index.ts";
import { clientName } from "./client-facts.ts";
import { type Html, layout, postForm, problem, safeHref, shownText } from "../../pages/index.ts";
import type { TokenFormData } from "./page-data.ts";

/** Takes a token that the person has made at the vendor. */
export function tokenFormPage(data: TokenFormData, styleHref: string): string {
  const { connector, client, forms, scopes } = data;
  const failed = data.problem !== undefined;
  const body = html`<h1>Use a ${connector.title} token</h1>
    <p class="lead">
      ${clientName(client.name)} will work with what this token allows. Access goes to
      <strong class="place">${shownText(client.redirectHost)}</strong>; the token stays here, encrypted.
    </p>
    ${postForm(
      data,
      html`${problem(data.problem)}
        <label for="token">Token</label>
        <input
          id="token"
          name="token"
          type="password"
          required
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          maxlength="4096"
          aria-describedby="${failed ? "problem help" : "help"}"
          ${failed && html`aria-invalid="true"`}
        />
        <p class="hint" id="help">${beginsWith(forms)} We ask ${connector.title} whose it is before we keep it.</p>
        <div class="buttons">
          <button type="submit" name="choice" value="connect" class="primary">Connect</button>
          <button type="submit" name="choice" value="back" class="quiet" formnovalidate>Back</button>
        </div>`,
    )}
    <h2>Where to get one</h2>
    <ul class="cards">
      ${forms.map((form) => tokenKind(form, connector.title))}
    </ul>
    ${
      scopes.length > 0 &&
      html`<p>
        Rights it should have: ${scopes.map((scope, index) => html`${index > 0 && ", "}<code>${scope}</code>`)}.
      </p>`
    }`;
  return layout({ title: `${failed ? "Problem: " : ""}Use a ${connector.title} token`, styleHref, body });
}

function tokenKind({ label, advice, createUrl }: TokenForm, vendor: string): Html {
  const link = safeHref(createUrl);
  return html`<li>
    <h3>${label}</h3>
    <p>${advice}</p>
    ${
      link &&
      html`<p>
        <a href="${link.href}" target="_blank" rel="noopener noreferrer"
          >Make one at ${vendor}<span class="hidden">: ${label}, opens in a new tab</span></a
        >
      </p>`
    }
  </li>`;
}

function beginsWith(forms: readonly TokenForm[]): Html | undefined {
  const prefixes = forms.flatMap((form) => form.prefixes);
  if (prefixes.length === 0) return undefined;
  return html`It begins with ${prefixes.map((prefix, index) => html`${index > 0 && " or "}<code>${prefix}</code>`)}.`;
}
