import { goOn, ownForm, sendPage } from "../../pages/index.ts";
import type { AuthContext } from "../server/auth-route.ts";
import { VendorError } from "../vendor/index.ts";
import { askingClient } from "./asking-client.ts";
import { finish } from "./complete-sign-in.ts";
import { departForVendor } from "./depart-for-vendor.ts";
import type { FlowParts } from "./flow-parts.ts";
import { openInteraction, type OpenInteraction } from "./open-interaction.ts";
import { showExpired, showProblem } from "./show.ts";

/** Step 2: who asks for what, and where the answer goes. Shown for every sign-in, whatever was allowed before. */
export function consentPage(parts: FlowParts): (ctx: AuthContext, uid: string) => Promise<void> {
  return async (ctx, uid) => {
    const asked = await openInteraction(ctx, parts, uid);
    return asked === undefined ? showExpired(ctx, parts) : showConsent(ctx, parts, asked);
  };
}

/** Step 3: the person's answer. Nothing has left for the vendor before. */
export function consentAnswer(parts: FlowParts): (ctx: AuthContext, uid: string) => Promise<void> {
  const { provider, connector, offers, proof, report } = parts;
  return async (ctx, uid) => {
    const facts = { connector: connector.name, requestId: ctx.state.requestId };
    const asked = await openInteraction(ctx, parts, uid);
    if (asked === undefined) return showExpired(ctx, parts);
    const form = await ownForm(ctx, proof, proofSubject(uid));
    if (form === undefined) {
      report({ step: "refused", reason: "foreign_form", clientId: asked.clientId, ...facts });
      return showForeignForm(ctx, parts);
    }
    switch (form.get("choice")) {
      case "oauth":
        return offers.oauth ? depart(ctx, parts, asked) : showConsent(ctx, parts, asked);
      case "token":
        return offers.token ? goOn(ctx, `${parts.prefix}/interaction/${uid}/token`) : showConsent(ctx, parts, asked);
      case "deny":
        report({ step: "declined", clientId: asked.clientId, ...facts });
        return goOn(
          ctx,
          await finish(ctx, provider, { error: "access_denied", error_description: "The person declined." }),
        );
      default:
        return showConsent(ctx, parts, asked);
    }
  };
}

/** What the form's proof is about. */
export function proofSubject(uid: string): string {
  return `interaction\0${uid}`;
}

export function showForeignForm(ctx: AuthContext, parts: FlowParts): void {
  showProblem(ctx, parts, 403, {
    title: "This form did not come from here",
    message:
      "Another page has sent it, or yours is too old. Nothing was done. Go back to your MCP client and connect again.",
  });
}

async function depart(ctx: AuthContext, parts: FlowParts, asked: OpenInteraction): Promise<void> {
  try {
    const url = await departForVendor(ctx, parts, {
      purpose: { kind: "interaction", uid: asked.uid },
      clientId: asked.clientId,
      clientRedirectUri: asked.redirectUri,
      scopes: asked.scopes,
    });
    goOn(ctx, url);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    await showConsent(ctx, parts, asked, error.message);
  }
}

async function showConsent(
  ctx: AuthContext,
  parts: FlowParts,
  asked: OpenInteraction,
  problem?: string,
): Promise<void> {
  const { pages, connector, offers, proof, prefix } = parts;
  const client = await askingClient(parts, asked);
  if (client === undefined) return showExpired(ctx, parts);
  const html = pages.consent({
    action: `${prefix}/interaction/${asked.uid}`,
    csrf: proof.of(proofSubject(asked.uid)),
    connector,
    client,
    resource: asked.resource.url,
    scopes: asked.scopes.map((name) => ({ name, sentence: connector.scopes[name]?.sentence ?? name })),
    readonly: asked.resource.readonly,
    offers,
    problem,
  });
  sendPage(ctx, html, 200);
}
