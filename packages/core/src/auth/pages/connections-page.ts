import { html } from "hono/html";
import { connectionCard } from "./connection-card.ts";
import { done, layout, problem, safeHref, shownText } from "../../pages/index.ts";
import type { ConnectionsData } from "./page-data.ts";

/** What a person has connected, with a way to end each. */
export function connectionsPage(data: ConnectionsData, styleHref: string): string {
  const { connector, login, connections, manageUrl } = data;
  const manage = manageUrl === undefined ? undefined : safeHref(manageUrl);
  const body = html`<h1>Your ${connector.title} connections</h1>
    <p class="lead">
      Signed in as <strong><bdi>${shownText(login)}</bdi></strong
      >.
    </p>
    ${done(data.notice)} ${problem(data.problem)}
    ${
      connections.length === 0
        ? html`<p>Nothing is connected. A connection appears here when a program signs in.</p>`
        : html`<ul class="cards">
            ${connections.map((connection) => connectionCard(connection, data))}
          </ul>`
    }
    ${
      manage &&
      html`<p>
        ${connector.title} keeps a list of its own:
        <a href="${manage.href}" target="_blank" rel="noopener noreferrer"
          >apps that may use your account<span class="hidden">, opens in a new tab</span></a
        >.
      </p>`
    }`;
  return layout({ title: `Your ${connector.title} connections`, styleHref, body, width: "wide" });
}
