import { html } from "hono/html";
import { copyable, layout, type Html } from "../../pages/index.ts";
import type { PageLinks } from "../page-links.ts";
import { healthFact, type HealthFacts } from "./health-fact.ts";

export interface IndexData {
  connectors: readonly { name: string; title: string; description: string; url: string; href: string }[];
  health: HealthFacts;
}

/** Every connector of a server that has several. */
export function indexPage({ connectors, health }: IndexData, links: PageLinks): string {
  const body = html`<h1>Connectors</h1>
    <p class="lead">Remote MCP servers: give a URL to your client, sign in, work.</p>
    ${healthFact(health)}
    <ul class="cards">
      ${connectors.map(card)}
    </ul>`;
  return layout({ title: "Connectors", styleHref: links.style, scriptHref: links.copy, body, width: "wide" });
}

function card({ name, title, description, url, href }: IndexData["connectors"][number]): Html {
  return html`<li>
    <h2><a href="${href}">${title}</a></h2>
    <p>${description}</p>
    ${copyable(url, { id: `url-${name}`, what: `the URL of ${title}` })}
  </li>`;
}
