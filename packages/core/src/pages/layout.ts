import { html } from "hono/html";

/**
 * A piece of a page. `html` escapes whatever is put into it, unless it is such a piece itself; nothing here uses `raw`.
 * hono/html: typed functions instead of a template language, no dependency of its own, released monthly, MIT, and the
 * protocol's SDK brings it along anyway.
 */
export type Html = ReturnType<typeof html>;

/** A whole document around `body`. */
export function layout(page: { title: string; styleHref: string; body: Html; wide?: boolean }): string {
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${page.title}</title>
        <link rel="stylesheet" href="${page.styleHref}" />
      </head>
      <body>
        <main class="${page.wide === true ? "wide" : "narrow"}">${page.body}</main>
        <footer><p>Served by Fairlead</p></footer>
      </body>
    </html>`;
  // Only a promise among the values would make it one.
  if (document instanceof Promise) throw new TypeError("A page waits for nothing.");
  return document.toString();
}
