import { goOn } from "../../pages/index.ts";
import type { AuthContext } from "../server/auth-route.ts";
import { completeSignIn, finish } from "./complete-sign-in.ts";
import type { FlowParts } from "./flow-parts.ts";
import { openInteraction } from "./open-interaction.ts";
import { showExpired, showProblem } from "./show.ts";

/** Step 5: what the vendor has answered meets the request that waits in this browser. */
export function finishStep(parts: FlowParts): (ctx: AuthContext, uid: string) => Promise<void> {
  const { provider, connector, records, vendor, report } = parts;
  return async (ctx, uid) => {
    const asked = await openInteraction(ctx, parts, uid);
    const arrival = asked && (await records.takeArrival(uid));
    if (asked === undefined || arrival === undefined) return showExpired(ctx, parts);
    const facts = { connector: connector.name, clientId: asked.clientId, requestId: ctx.state.requestId };
    if (arrival.kind === "problem") {
      if (arrival.error === "access_denied") {
        report({ step: "declined", ...facts });
        return goOn(ctx, await finish(ctx, provider, { error: arrival.error, error_description: arrival.message }));
      }
      return showProblem(ctx, parts, 502, {
        title: `${connector.title} did not sign you in`,
        message: `${arrival.message} Go back to your MCP client and connect again.`,
        code: arrival.error,
      });
    }
    const completion = await completeSignIn(ctx, parts, asked, arrival.grant);
    if (completion.kind === "done") {
      report({ step: "signed_in", subject: completion.subject, ...facts });
      return goOn(ctx, completion.returnTo);
    }
    await vendor.revoke(arrival.grant.secret);
    report({ step: "failed", reason: "nothing_allowed", ...facts });
    return showProblem(ctx, parts, 403, {
      title: "Nothing was allowed",
      message: `${connector.title} has allowed none of what the app asked for: ${asked.scopes.join(", ")}. Connect again and allow it there.`,
    });
  };
}
