import { html } from "hono/html";

/**
 * A piece of a page. `html` escapes whatever is put into it, unless it is such a piece itself; nothing here uses `raw`.
 * hono/html: typed functions instead of a template language, no dependency of its own, released monthly, MIT, and the
 * protocol's SDK brings it along anyway.
 */
export type Html = ReturnType<typeof html>;

/** A page above the one that is shown. */
export interface Crumb {
  href: string;
  label: string;
}

/** A whole document around `body`. */
export function layout(page: {
  title: string;
  styleHref: string;
  body: Html;
  /** `full` is for tables. */
  width?: "narrow" | "wide" | "full";
  /** Where this page is among ours: above everything else, for whoever has come from elsewhere. */
  trail?: readonly Crumb[];
  scriptHref?: string;
}): string {
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${page.title}</title>
        <link rel="stylesheet" href="${page.styleHref}" />
        ${page.scriptHref !== undefined && html`<script type="module" src="${page.scriptHref}"></script>`}
      </head>
      <body>
        <main class="${page.width ?? "narrow"}">${page.trail && trailOf(page.trail)} ${page.body}</main>
        <footer><p>Served by Fairlead</p></footer>
      </body>
    </html>`;
  // Only a promise among the values would make it one.
  if (document instanceof Promise) throw new TypeError("A page waits for nothing.");
  return document.toString();
}

function trailOf(crumbs: readonly Crumb[]): Html {
  return html`<nav class="trail" aria-label="Pages above">
    <ol>
      ${crumbs.map(({ href, label }) => html`<li><a href="${href}">${label}</a></li>`)}
    </ol>
  </nav>`;
}
