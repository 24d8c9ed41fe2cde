import { html } from "hono/html";
import { layout } from "./layout.ts";
import { safeHref } from "./safe-href.ts";
import { shownText } from "./shown-text.ts";

export interface ErrorData {
  /** The connector that the page belongs to. */
  connector?: { title: string } | undefined;
  /** One short sentence. */
  title: string;
  /** What happened, and what to do next. */
  message: string;
  /** The OAuth error code or the like. */
  code?: string | undefined;
  /** For support: the id of the request. */
  requestId?: string | undefined;
  /** A page of ours to go on with. */
  back?: { href: string; label: string } | undefined;
  /** Shown with its host in full: the person decides whether to go there (RFC 9700 §4.11.2). */
  link?: { href: string; label: string } | undefined;
}

/** What went wrong, and what to do next. A link out is never followed by itself (RFC 9700 §4.11.2). */
export function errorPage(
  { connector, title, message, code, requestId, link, back }: ErrorData,
  styleHref: string,
): string {
  const target = link && safeHref(link.href);
  const facts = code !== undefined || requestId !== undefined;
  const body = html`<h1>${title}</h1>
    <p class="lead">${message}</p>
    ${back && html`<p><a class="button secondary" href="${back.href}">${back.label}</a></p>`}
    ${
      target &&
      link &&
      html`<p><a class="button secondary" href="${target.href}" rel="noreferrer">${link.label}</a></p>
        <p class="hint">
          That leads to <strong class="place">${shownText(target.place)}</strong>, which is not part of this server.
        </p>`
    }
    ${
      facts &&
      html`<dl class="facts">
        ${
          code !== undefined &&
          html`<dt>Code</dt>
            <dd><code>${shownText(code)}</code></dd>`
        }
        ${
          requestId !== undefined &&
          html`<dt>Request</dt>
            <dd><code>${shownText(requestId)}</code></dd>`
        }
      </dl>`
    }`;
  return layout({ title: connector === undefined ? title : `${title} – ${connector.title}`, styleHref, body });
}
