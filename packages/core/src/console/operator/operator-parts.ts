import type { AuthContext } from "../../auth/index.ts";
import { layout, postForm, sendPage, type Html } from "../../pages/index.ts";
import { html } from "hono/html";
import type { ConsoleParts } from "../console-parts.ts";
import type { PageLinks } from "../page-links.ts";
import type { Operator, OperatorDesk } from "./operator-desk.ts";

/** What the operator's pages work with. */
export interface OperatorPages {
  parts: ConsoleParts;
  desk: OperatorDesk;
  links: PageLinks;
}

const PAGES = [
  ["", "Connections"],
  ["/audit", "Audit log"],
  ["/limits", "Limits"],
  ["/vendors", "Vendor budgets"],
  ["/jobs", "Jobs"],
] as const;

/** Sends one of the operator's pages, with the way to the others. */
export function sendOperatorPage(
  ctx: AuthContext,
  { desk, links }: OperatorPages,
  page: { title: string; operator: Operator; body: Html },
): void {
  const { title, operator, body } = page;
  const here = (path: string, label: string) =>
    html`<li>
      <a href="${desk.home}${path}" ${label === title && html`aria-current="page"`}>${label}</a>
    </li>`;
  const whole = html`<nav class="tabs" aria-label="Operator">
      <ul>
        ${PAGES.map(([path, label]) => here(path, label))}
      </ul>
    </nav>
    <h1>${title}</h1>
    ${body}
    ${postForm(
      { action: `${desk.home}/leave`, csrf: operator.csrf },
      html`<div class="buttons">
        <button type="submit" name="choice" value="leave" class="quiet">Sign out ${operator.name}</button>
      </div>`,
    )}`;
  sendPage(ctx, layout({ title: `${title} – operator`, styleHref: links.style, body: whole, width: "full" }), 200);
}
