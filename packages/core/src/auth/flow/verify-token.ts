import type { AuthContext } from "../server/auth-route.ts";
import { VendorError, type VendorGrant } from "../vendor/index.ts";
import type { FlowParts } from "./flow-parts.ts";

/** What a pasted token turned out to be. */
export type VerifiedToken = { grant: VendorGrant } | { problem: string; reason: string };

/**
 * Asks the vendor whose token it is. Nobody has signed in who sends this form, so an address may try only so many: we are no
 * means to find out which stolen tokens are still good, nor to use up what the vendor grants our own address.
 */
export async function verifyToken(
  ctx: AuthContext,
  { vendor, tokenTries }: Pick<FlowParts, "vendor" | "tokenTries">,
  token: string,
): Promise<VerifiedToken> {
  if (vendor.tokens === undefined) throw new Error("This vendor has no tokens to paste.");
  if (!tokenTries.take(ctx.ip)) {
    const problem = "Too many tokens were tried from your network. Wait a minute, then try again.";
    return { problem, reason: "too_many_tries" };
  }
  try {
    return { grant: await vendor.tokens.verify(token.trim()) };
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    return { problem: error.message, reason: error.code };
  }
}
