import { AuthorizationError, InternalOAuthError } from "passport-oauth2";
import type { OAuthApp } from "../../connector/index.ts";
import { failureOf, MESSAGES } from "./classify-answer.ts";
import type { RequestToken } from "./request-token.ts";
import { runStrategy, type StrategyOutcome } from "./run-strategy.ts";
import type { VendorSignIn } from "./vendor-access.ts";
import { VendorError } from "./vendor-error.ts";
import type { VendorSecret } from "./vendor-grant.ts";
import { VendorStrategy, type VendorFlow } from "./vendor-strategy.ts";

/** The two halves of a sign-in at the vendor's page, run by the passport strategy. */
export function vendorSignIn(
  title: string,
  app: OAuthApp,
  requestToken: RequestToken,
): {
  begin: VendorSignIn["begin"];
  exchange: (answer: Parameters<VendorSignIn["finish"]>[0]) => Promise<VendorSecret>;
} {
  const strategy = new VendorStrategy(app, requestToken);
  const run = async (flow: VendorFlow, options: object): Promise<StrategyOutcome> => {
    try {
      return await runStrategy(strategy, flow, options);
    } catch (error) {
      throw vendorErrorOf(error, title);
    }
  };
  return {
    async begin({ redirectUri, scopes, state }) {
      const flow: VendorFlow = { query: {}, state, verifier: undefined };
      const outcome = await run(flow, { callbackURL: redirectUri, scopes });
      if (outcome.kind !== "redirect") throw new Error("The strategy did not redirect.");
      return { url: outcome.url, verifier: flow.verifier };
    },
    async exchange({ query, verifier, redirectUri }) {
      if (query.code === undefined && query.error === undefined) {
        throw new VendorError("refused", MESSAGES.refused(title));
      }
      const flow: VendorFlow = { query: { ...query, state: "checked" }, state: "checked", verifier };
      const outcome = await run(flow, { callbackURL: redirectUri });
      if (outcome.kind === "success") return { ...(outcome.user as VendorSecret), redirectUri };
      // passport-oauth2 fails, rather than errs, on `access_denied`.
      throw new VendorError("denied", MESSAGES.denied(title), { vendorCode: query.error });
    },
  };
}

/** Finds our own error in the library's wrapping, and gives a name to the vendor's refusals at its authorize page. */
function vendorErrorOf(error: unknown, vendor: string): unknown {
  if (error instanceof InternalOAuthError) return error.oauthError instanceof VendorError ? error.oauthError : error;
  if (!(error instanceof AuthorizationError)) return error;
  const answer = { error: error.code };
  const facts = { status: 400, purpose: "exchange" as const, vendor, policy: undefined, headers: new Headers() };
  return failureOf(answer, facts) ?? error;
}
