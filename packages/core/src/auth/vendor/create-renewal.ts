import type { OAuthApp } from "../../connector/index.ts";
import { MESSAGES } from "./classify-answer.ts";
import type { RequestToken } from "./request-token.ts";
import type { VendorAccess } from "./vendor-access.ts";
import { VendorError } from "./vendor-error.ts";
import type { VendorSecret } from "./vendor-grant.ts";

/** How long after a companion could not be renewed that is tried again. */
const COMPANION_AGAIN_MS = 60_000;

interface Renewing {
  title: string;
  app: OAuthApp | undefined;
  requestToken: RequestToken | undefined;
  /** How long before its end a secret is renewed, in milliseconds. */
  skewMs: number;
  now: () => number;
}

/** Makes the renewal of secrets: the account's token first, then its companion, where that ends, too. */
export function createRenewal({ title, app, requestToken, skewMs, now }: Renewing): VendorAccess["refresh"] {
  return async (secret) => {
    const { refresh: token, refreshExpiresAtMs = Infinity, redirectUri } = secret;
    if (app === undefined || requestToken === undefined || token === undefined || refreshExpiresAtMs <= now()) {
      throw new VendorError("ended", MESSAGES.ended(title));
    }
    const ask = (refreshToken: string) =>
      requestToken("refresh", {
        grant_type: "refresh_token",
        refresh_token: refreshToken,
        redirect_uri: app.refresh?.sendRedirectUri === true ? redirectUri : undefined,
      });
    const { access: _access, expiresAtMs: _expiresAtMs, ...kept } = secret;
    // Members that the answer leaves out keep their value: scopes, and refresh tokens that do not rotate (RFC 6749 §6).
    const renewed = { ...kept, ...(await ask(token)) };
    return renewed.companionRefresh === undefined
      ? renewed
      : withCompanion(renewed, ask, now() + skewMs + COMPANION_AGAIN_MS);
  };
}

/**
 * The vendor has taken the old token back already, so that nothing here may fail: a companion that has ended is left out, and
 * one that cannot be renewed now makes the whole end soon.
 */
async function withCompanion(
  secret: VendorSecret & { companionRefresh?: string },
  ask: (refreshToken: string) => Promise<VendorSecret>,
  againAtMs: number,
): Promise<VendorSecret> {
  const { companionRefresh: token = "", ...kept } = secret;
  try {
    const { access: companion, refresh: companionRefresh = token, expiresAtMs } = await ask(token);
    return { ...secret, companion, companionRefresh, ...soonest(secret.expiresAtMs, expiresAtMs) };
  } catch (error) {
    if (error instanceof VendorError && error.code === "ended") {
      const { companion: _companion, ...alone } = kept;
      return alone;
    }
    return { ...secret, ...soonest(secret.expiresAtMs, againAtMs) };
  }
}

function soonest(...ends: readonly (number | undefined)[]): { expiresAtMs?: number } {
  const known = ends.filter((end) => end !== undefined);
  return known.length === 0 ? {} : { expiresAtMs: Math.min(...known) };
}
