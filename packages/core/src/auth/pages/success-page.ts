import { html } from "hono/html";
import { layout } from "./layout.ts";
import type { SuccessData } from "./page-data.ts";
import { safeHref } from "./safe-href.ts";
import { shownText } from "./shown-text.ts";

/** For browsers that are not sent on. */
export function successPage({ connector, login, link }: SuccessData, styleHref: string): string {
  const target = link && safeHref(link.href);
  const body = html`<h1>${connector.title} is connected</h1>
    <p class="lead">
      You are signed in as <strong><bdi>${shownText(login)}</bdi></strong
      >.
    </p>
    ${
      target && link
        ? html`<p><a class="button" href="${target.href}">${link.label}</a></p>`
        : html`<p>You can close this window.</p>`
    }`;
  return layout({ title: `${connector.title} is connected`, styleHref, body });
}
