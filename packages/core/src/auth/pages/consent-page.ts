import { html } from "hono/html";
import { clientFacts, clientName } from "./client-facts.ts";
import { type Html, layout, postForm, problem } from "../../pages/index.ts";
import type { ConsentData } from "./page-data.ts";

/** Asks before the vendor is asked: vendors do not ask again for an app that they know. */
export function consentPage(data: ConsentData, styleHref: string): string {
  const { connector, client, offers } = data;
  const body = html`<h1>Connect ${connector.title}?</h1>
    ${problem(data.problem)}
    <p class="lead">${clientName(client.name)} asks to work with ${connector.title} in your name.</p>
    ${clientFacts(client, data.resource)} ${scopeList(data)}
    ${postForm(
      data,
      html`<div class="buttons">
        ${offers.oauth && choice("oauth", `Continue to ${connector.title}`, "primary")}
        ${offers.token && choice("token", "Use a token", offers.oauth ? "secondary" : "primary")}
        ${choice("deny", "Cancel", "quiet")}
      </div>`,
    )}`;
  return layout({ title: `Connect ${connector.title}`, styleHref, body });
}

function scopeList({ connector, scopes, readonly }: ConsentData): Html {
  return html`<h2>It will be able to</h2>
    ${
      scopes.length === 0
        ? html`<p>Do what the app is allowed to do at ${connector.title}.</p>`
        : html`<ul class="scopes">
            ${scopes.map(({ name, sentence }) => html`<li>${sentence} <code>${name}</code></li>`)}
          </ul>`
    }
    ${
      readonly &&
      html`<p class="notice">
        Through this address it can only read, even where ${connector.title} has no right that is as narrow as that.
      </p>`
    }`;
}

function choice(value: string, label: string, look: "primary" | "secondary" | "quiet"): Html {
  return html`<button type="submit" name="choice" value="${value}" class="${look}">${label}</button>`;
}
