import { errors, type Interaction } from "oidc-provider";
import type { AuthContext } from "../server/auth-route.ts";
import type { ProtectedResource } from "../server/protected-resources.ts";
import type { FlowParts } from "./flow-parts.ts";

/** An authorization request that waits for its person, in the browser that started it. */
export interface OpenInteraction {
  uid: string;
  clientId: string;
  redirectUri: string;
  resource: ProtectedResource;
  /** The resource as the client has written it: what the provider's grant goes by. */
  indicator: string;
  /** Those of ours that it asks for. */
  scopes: readonly string[];
  /** Those of OpenID. */
  oidcScopes: readonly string[];
}

/** @returns undefined when there is none of that id, or this browser has not started it. */
export async function openInteraction(
  ctx: AuthContext,
  { provider, resources, connector }: FlowParts,
  uid: string,
): Promise<OpenInteraction | undefined> {
  const found = await detailsOf(provider.interactionDetails(ctx.req, ctx.res));
  // The cookie's path says as much; a browser that mixes paths up must not mix interactions up.
  if (found === undefined || found.uid !== uid) return undefined;
  const { client_id: clientId, redirect_uri: redirectUri, resource: indicator, scope = "" } = found.params;
  const resource = typeof indicator === "string" ? resources.named(indicator) : undefined;
  if (typeof clientId !== "string" || typeof redirectUri !== "string" || resource === undefined) return undefined;
  const asked = String(scope).split(" ");
  return {
    uid,
    clientId,
    redirectUri,
    resource,
    indicator: String(indicator),
    scopes: asked.filter((name) => Object.hasOwn(connector.scopes, name)),
    oidcScopes: asked.filter((name) => name === "openid" || name === "offline_access"),
  };
}

async function detailsOf(details: Promise<Interaction>): Promise<Interaction | undefined> {
  try {
    return await details;
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return undefined;
    throw error;
  }
}
