import { html } from "hono/html";
import { layout, safeHref, shownText } from "../../pages/index.ts";
import type { SuccessData } from "./page-data.ts";

/** For browsers that stay here: the answer has gone to an app, or goes nowhere. */
export function successPage({ connector, login, link }: SuccessData, styleHref: string): string {
  const target = link && safeHref(link.href);
  const body = html`<h1>${connector.title} is connected</h1>
    ${
      login !== undefined &&
      html`<p class="lead">
        You are signed in as <strong><bdi>${shownText(login)}</bdi></strong
        >.
      </p>`
    }
    ${
      target && link
        ? html`<p>Your app should open by itself. If it does not:</p>
            <p><a class="button" href="${target.href}">${link.label}</a></p>
            <p class="hint">After that, you can close this window.</p>`
        : html`<p>You can close this window.</p>`
    }`;
  return layout({ title: `${connector.title} is connected`, styleHref, body });
}
