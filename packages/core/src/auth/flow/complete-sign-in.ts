import { impliedScopes } from "../../connector/index.ts";
import type { AuthContext } from "../server/auth-route.ts";
import { TENANT } from "../server/tenant.ts";
import type { VendorGrant } from "../vendor/index.ts";
import type { FlowParts } from "./flow-parts.ts";
import type { OpenInteraction } from "./open-interaction.ts";

/** How the last step went. */
export type Completion =
  | { kind: "done"; returnTo: string; subject: string }
  /** The account or token allows nothing of what the client asks for. */
  | { kind: "nothing_allowed" };

/**
 * The last step: a grant of ours for what the client asked for and the vendor has allowed, and a connection that keeps the
 * vendor's secret for it.
 *
 * @throws Error when the secret cannot be kept; there is no grant then.
 */
export async function completeSignIn(
  ctx: AuthContext,
  { provider, connector, connections }: FlowParts,
  asked: OpenInteraction,
  grant: VendorGrant,
): Promise<Completion> {
  const { subject, scopes: named } = grant.identity;
  // A vendor that names no scopes decides call by call; the consent page's list is all that we have then.
  const held = named === undefined ? undefined : impliedScopes(named, connector.scopes);
  const allowed = held === undefined ? asked.scopes : asked.scopes.filter((scope) => held.has(scope));
  if (allowed.length === 0) return { kind: "nothing_allowed" };

  const ours = new provider.Grant({ accountId: subject, clientId: asked.clientId });
  if (asked.oidcScopes.length > 0) ours.addOIDCScope([...asked.oidcScopes]);
  ours.addResourceScope(asked.indicator, [...allowed]);
  // Named as refused, or the provider would ask for them for ever.
  const refused = asked.scopes.filter((scope) => !allowed.includes(scope));
  if (refused.length > 0) ours.rejectResourceScope(asked.indicator, refused);
  const grantId = await ours.save();
  try {
    const client = await provider.Client.find(asked.clientId);
    await connections.save({
      principal: { tenant: TENANT, subject },
      grant,
      profile: asked.resource.profile,
      client: { grantId, clientId: asked.clientId, clientName: client?.clientName },
    });
  } catch (error) {
    await ours.destroy();
    throw error;
  }
  const result = { login: { accountId: subject, remember: false }, consent: { grantId } };
  return { kind: "done", subject, returnTo: await finish(ctx, provider, result) };
}

/** Tells the provider how it ended. @returns where the browser goes on. */
export function finish(
  ctx: AuthContext,
  provider: FlowParts["provider"],
  result: Parameters<FlowParts["provider"]["interactionResult"]>[2],
): Promise<string> {
  return provider.interactionResult(ctx.req, ctx.res, result, { mergeWithLastSubmission: false });
}
