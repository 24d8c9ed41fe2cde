import { html } from "hono/html";
import { copyable, layout, type Html } from "../../pages/index.ts";
import type { PageLinks } from "../page-links.ts";
import { clientSnippets, type ClientSnippet } from "./client-snippets.ts";
import { healthFact, type HealthFacts } from "./health-fact.ts";
import { urlVariants } from "./url-variants.ts";

export interface LandingData {
  name: string;
  title: string;
  description: string;
  /** The MCP URL. */
  url: string;
  toolsets: readonly { name: string; title: string; description: string; tools: number }[];
  /** The operator lets nothing be changed. */
  readonly: boolean;
  /** Who may call. */
  auth: "none" | "oauth" | "external";
  /** "Your connections"; undefined where nobody signs in. */
  connectionsHref: string | undefined;
  health: HealthFacts;
}

/** What a connector is, and how each client gets at it. */
export function landingPage(data: LandingData, links: PageLinks): string {
  const { title, url, toolsets, connectionsHref } = data;
  const variants = urlVariants(url, { toolset: toolsets.at(-1)?.name, profiles: data.auth === "oauth" });
  const body = html`<h1>${title}</h1>
    <p class="lead">${data.description}, for any MCP client.</p>
    ${copyable(url, { id: "url", what: "the URL" })} ${healthFact(data.health)}
    <p>${WAY_IN[data.auth]}</p>
    ${data.readonly && html`<p class="notice">The operator of this server lets nothing be changed through it.</p>`}
    ${
      connectionsHref !== undefined &&
      html`<p><a class="button secondary" href="${connectionsHref}">Your connections</a></p>
        <p class="hint">What you have connected, what it may do, what was done, and how to end it.</p>`
    }
    <h2>Connect a client</h2>
    <ul class="cards">
      ${clientSnippets(data).map(snippetCard)}
    </ul>
    <h2>What the URL can say</h2>
    <dl class="variants">
      ${variants.map(
        (variant, index) =>
          html`<dt>${copyable(variant.url, { id: `url-${index}`, what: variant.url })}</dt>
            <dd>${variant.what}</dd>`,
      )}
    </dl>
    <h2>Toolsets</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">What it is for</th>
          <th scope="col" class="number">Tools</th>
        </tr>
      </thead>
      <tbody>
        ${toolsets.map(toolsetRow)}
      </tbody>
    </table>`;
  const trail = links.index === undefined ? undefined : [links.index];
  return layout({
    title,
    styleHref: links.style,
    scriptHref: links.copy,
    body,
    width: "wide",
    ...(trail && { trail }),
  });
}

const WAY_IN: Readonly<Record<LandingData["auth"], string>> = {
  oauth: "Your client opens a browser: you say yes on a page of ours, and sign in with your own account.",
  external: "Your client signs you in at your organization’s own authorization server.",
  none: "Nobody signs in: whoever reaches this address works with the operator’s account.",
};

function snippetCard({ client, steps, link, text, what }: ClientSnippet, index: number): Html {
  return html`<li>
    <h3>${client}</h3>
    <p>${steps}</p>
    ${copyable(text, { id: `client-${index}`, what, block: true })}
    ${link && html`<p><a class="button secondary" href="${link.href}" rel="noreferrer">${link.label}</a></p>`}
  </li>`;
}

function toolsetRow({ name, title, description, tools }: LandingData["toolsets"][number]): Html {
  return html`<tr>
    <th scope="row"><code>${name}</code></th>
    <td>
      ${title}
      <p class="hint">${description}</p>
    </td>
    <td class="number">${tools}</td>
  </tr>`;
}
