import type { AuthContext } from "../server/auth-route.ts";
import { flowCookie } from "./flow-cookie.ts";
import type { FlowParts } from "./flow-parts.ts";
import { newSecret, type Departure } from "./flow-records.ts";

/** Where vendors send the browser back to; the one address that the operator registers there. */
export function callbackUrl(issuer: string): string {
  return `${issuer}/callback`;
}

/**
 * Makes the vendor's `state` and binds it to this browser. Called when the person has said yes, immediately before the
 * redirect (MCP security best practices "Confused Deputy": never earlier).
 *
 * @returns the vendor's URL.
 * @throws VendorError
 */
export async function departForVendor(
  ctx: AuthContext,
  { vendor, records, issuer, report, connector }: FlowParts,
  departure: Omit<Departure, "verifier"> & { scopes: readonly string[] },
): Promise<string> {
  if (vendor.signIn === undefined) throw new Error("There is no app to sign in with.");
  const { scopes, ...rest } = departure;
  const [state, browser] = [newSecret(), newSecret()];
  const { url, verifier } = await vendor.signIn.begin({ redirectUri: callbackUrl(issuer), scopes, state });
  await records.depart(state, browser, { ...rest, verifier });
  flowCookie(issuer).set(ctx, state, browser);
  report({
    step: "begun",
    connector: connector.name,
    clientId: departure.clientId,
    requestId: ctx.state.requestId,
  });
  return url;
}
