import { html } from "hono/html";
import { type Html, shownText } from "../../pages/index.ts";
import type { AskingClient } from "./page-data.ts";

/** The client's own name for itself, kept apart from our words by quotes and `bdi`. */
export function clientName(name: string | undefined): Html {
  const shown = shownText(name ?? "", 60);
  return shown === "" ? html`A program without a name` : html`“<bdi>${shown}</bdi>”`;
}

/** Who asks, in facts that a person can check: what is proven, what is only claimed, where the answer goes. */
export function clientFacts({ name, identity, redirectHost, loopback }: AskingClient, resource: string): Html {
  return html`<dl class="facts">
      <dt>Calls itself</dt>
      <dd>
        ${clientName(name)}
        <p class="hint">Unverified: a program can call itself anything.</p>
      </dd>
      <dt>Known by</dt>
      <dd>${identityFact(identity)}</dd>
      <dt>Access goes to</dt>
      <dd><strong class="place">${shownText(redirectHost)}</strong></dd>
      <dt>To be used at</dt>
      <dd><span class="place">${shownText(resource, 300)}</span></dd>
    </dl>
    ${
      loopback &&
      html`<p class="notice caution">
        Access goes to a program on your own computer. Go on only if you have just started signing in there.
      </p>`
    }`;
}

function identityFact(identity: AskingClient["identity"]): Html {
  switch (identity.kind) {
    case "document":
      return html`Its page at <strong class="place">${shownText(identity.host)}</strong>`;
    case "registered":
      return html`It registered itself. Nobody has checked who it is.`;
    case "configured":
      return html`The operator of this server has set it up.`;
  }
}
