import { html } from "hono/html";
import { connectionActions } from "../../auth/index.ts";
import { done, layout, postForm, problem, shownText, type Html } from "../../pages/index.ts";
import type { PageLinks } from "../page-links.ts";
import { accessSection } from "./access-section.ts";
import { careSection } from "./care-section.ts";
import { clientsSection } from "./clients-section.ts";
import { limitsSection } from "./limits-section.ts";
import { listsSection } from "./lists-section.ts";
import type { PermissionsData } from "./permissions-data.ts";
import { toolsSection } from "./tools-section.ts";

/** What one connection may be used for, who uses it, and how to end it. */
export function permissionsPage(data: PermissionsData, links: PageLinks): string {
  const { connector, connection, home, href, csrf } = data;
  const name = shownText(connection.label, 80);
  const body = html`<h1><bdi>${name}</bdi></h1>
    ${done(data.notice)} ${problemsList(data.problems)}
    ${
      connection.status === "reauthorize" &&
      html`<p class="notice caution">${connector.title} has ended this sign-in. Sign in again from your program.</p>`
    }
    <dl class="facts">
      <dt>Account</dt>
      <dd><bdi>${shownText(connection.login)}</bdi> at <span class="place">${shownText(connection.host)}</span></dd>
      ${
        connection.profile !== undefined &&
        html`<dt>Profile</dt>
          <dd><code>@${shownText(connection.profile)}</code></dd>`
      }
    </dl>
    <p><a href="${href}/audit">What was done with it</a></p>
    <h2 id="permissions">What assistants may do with it</h2>
    <p class="hint">
      This narrows what the operator and your account allow, for every program that works with this connection. It holds
      from the next call on.
    </p>
    ${postForm(
      { action: href, csrf },
      html`${accessSection(data)} ${toolsSection(data)} ${limitsSection(data)} ${listsSection(data)}
        ${careSection(data)}
        <div class="buttons">
          <button type="submit" name="choice" value="save" class="primary">Save permissions</button>
        </div>`,
    )}
    ${clientsSection(data)}
    <h2>This connection</h2>
    ${connectionActions(
      { id: connection.id, name, vendor: connector.title, authKind: connection.authKind },
      { action: home, csrf, renameAt: href },
    )}`;
  const failed = (data.problems?.length ?? 0) > 0;
  return layout({
    title: `${failed ? "Problem: " : ""}${name} – ${connector.title}`,
    styleHref: links.style,
    body,
    width: "full",
    trail: [{ href: home, label: `Your ${connector.title} connections` }],
  });
}

function problemsList(problems: readonly string[] = []): Html | undefined {
  const [only, ...more] = problems;
  if (only === undefined || more.length === 0) return problem(only && `Nothing was saved. ${only}`);
  return html`<div class="notice problem" role="alert">
    <p>Nothing was saved:</p>
    <ul>
      ${problems.slice(0, 20).map((each) => html`<li>${each}</li>`)}
    </ul>
  </div>`;
}
