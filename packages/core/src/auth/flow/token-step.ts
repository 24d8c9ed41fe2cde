import { goOn, ownForm, sendPage } from "../../pages/index.ts";
import type { AuthContext } from "../server/auth-route.ts";
import { askingClient } from "./asking-client.ts";
import { completeSignIn } from "./complete-sign-in.ts";
import { proofSubject, showForeignForm } from "./consent-step.ts";
import type { FlowParts } from "./flow-parts.ts";
import { openInteraction, type OpenInteraction } from "./open-interaction.ts";
import { showExpired } from "./show.ts";
import { verifyToken } from "./verify-token.ts";

/** Step 6: the form for a pasted token. */
export function tokenPage(parts: FlowParts): (ctx: AuthContext, uid: string) => Promise<void> {
  return async (ctx, uid) => {
    const asked = parts.offers.token ? await openInteraction(ctx, parts, uid) : undefined;
    return asked === undefined ? showExpired(ctx, parts) : showForm(ctx, parts, asked);
  };
}

/** The token itself: the vendor must know it before anything is stored, and it is shown to nobody again. */
export function tokenAnswer(parts: FlowParts): (ctx: AuthContext, uid: string) => Promise<void> {
  const { connector, proof, prefix, report } = parts;
  return async (ctx, uid) => {
    const asked = parts.offers.token ? await openInteraction(ctx, parts, uid) : undefined;
    if (asked === undefined) return showExpired(ctx, parts);
    const facts = { connector: connector.name, clientId: asked.clientId, requestId: ctx.state.requestId };
    const form = await ownForm(ctx, proof, proofSubject(uid));
    if (form === undefined) {
      report({ step: "refused", reason: "foreign_form", ...facts });
      return showForeignForm(ctx, parts);
    }
    if (form.get("choice") === "back") return goOn(ctx, `${prefix}/interaction/${uid}`);
    const found = await verifyToken(ctx, parts, form.get("token") ?? "");
    if ("problem" in found) {
      report({ step: "failed", reason: found.reason, ...facts });
      return showForm(ctx, parts, asked, found.problem);
    }
    const completion = await completeSignIn(ctx, parts, asked, found.grant);
    if (completion.kind === "done") {
      report({ step: "signed_in", subject: completion.subject, ...facts });
      return goOn(ctx, completion.returnTo);
    }
    report({ step: "failed", reason: "nothing_allowed", ...facts });
    return showForm(ctx, parts, asked, `This token has none of these scopes: ${asked.scopes.join(", ")}.`);
  };
}

async function showForm(ctx: AuthContext, parts: FlowParts, asked: OpenInteraction, problem?: string): Promise<void> {
  const { pages, connector, vendor, proof, prefix } = parts;
  const client = await askingClient(parts, asked);
  if (client === undefined) return showExpired(ctx, parts);
  const html = pages.tokenForm({
    action: `${prefix}/interaction/${asked.uid}/token`,
    csrf: proof.of(proofSubject(asked.uid)),
    connector,
    client,
    forms: vendor.tokens?.forms ?? [],
    scopes: asked.scopes,
    problem,
  });
  sendPage(ctx, html, 200);
}
