import { goOn } from "../../pages/index.ts";
import type { AuthContext } from "../server/auth-route.ts";
import { VendorError, type VendorGrant } from "../vendor/index.ts";
import { callbackUrl } from "./depart-for-vendor.ts";
import { flowCookie } from "./flow-cookie.ts";
import type { FlowParts } from "./flow-parts.ts";
import type { Arrival, Departure } from "./flow-records.ts";
import { showExpired, showProblem } from "./show.ts";

/**
 * Step 4: back from the vendor. The browser must be the one that said yes: the vendor may have skipped its own consent, so
 * nothing but the cookie tells a victim's browser from the attacker's that began this.
 *
 * @param land what to do with the vendor's answer when the flow was not an interaction.
 */
export function vendorCallback(
  parts: FlowParts,
  land: (ctx: AuthContext, arrival: Arrival) => Promise<void>,
): (ctx: AuthContext) => Promise<void> {
  const { records, issuer, prefix, report, connector } = parts;
  const cookie = flowCookie(issuer);
  return async (ctx) => {
    const { state } = ctx.query;
    if (typeof state !== "string") return showExpired(ctx, parts);
    const departure = await records.return(state, cookie.read(ctx, state));
    if (departure === "unknown") return showExpired(ctx, parts);
    const facts = { connector: connector.name, requestId: ctx.state.requestId };
    if (departure === "foreign") {
      report({ step: "refused", reason: "foreign_browser", ...facts });
      return showProblem(ctx, parts, 403, {
        title: "This sign-in was begun in another browser",
        message:
          "Somebody may have sent you a link that would have connected your account to their app. Nothing was connected. If it was you, connect again from your MCP client.",
      });
    }
    cookie.clear(ctx, state);
    const arrival = await exchange(parts, departure, ctx);
    if (arrival.kind === "problem") {
      report({ step: "failed", reason: arrival.error, clientId: departure.clientId, ...facts });
    }
    if (departure.purpose.kind === "connections") return land(ctx, arrival);
    await records.arrive(departure.purpose.uid, arrival);
    // The interaction's cookie is sent below its own path only.
    goOn(ctx, `${prefix}/interaction/${departure.purpose.uid}/finish`);
  };
}

async function exchange(
  { vendor, issuer, connector }: FlowParts,
  { verifier }: Departure,
  ctx: AuthContext,
): Promise<Arrival> {
  const { code, error } = ctx.query;
  try {
    const grant: VendorGrant | undefined = await vendor.signIn?.finish({
      query: { code: single(code), error: single(error) },
      verifier,
      redirectUri: callbackUrl(issuer),
    });
    if (grant === undefined) throw new Error("There is no app to sign in with.");
    return { kind: "grant", grant };
  } catch (failure) {
    if (!(failure instanceof VendorError)) throw failure;
    const told = failure.code === "denied" ? "access_denied" : "temporarily_unavailable";
    return { kind: "problem", error: told, message: failure.message || `${connector.title} did not sign you in.` };
  }
}

function single(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
