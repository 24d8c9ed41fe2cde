import type Provider from "oidc-provider";
import { impliedScopes, type ScopeFacts } from "../../connector/index.ts";
import { StoreError } from "../../store/index.ts";
import type { Authenticator, Connection } from "../connection.ts";
import type { Connections } from "../connections/index.ts";
import type { Principal } from "../principal.ts";
import { bearerToken } from "./bearer-token.ts";
import { scopeChallenge, signInChallenge } from "./challenge.ts";
import type { Departures } from "./departures.ts";
import type { ProtectedResource, ProtectedResources } from "./protected-resources.ts";
import type { SignedInConnections } from "./signed-in-connections.ts";
import type { StepUps } from "./step-ups.ts";
import { TENANT } from "./tenant.ts";

/** What a token says, beside who its bearer is. Kept aside: nothing of OAuth is the principal's business. */
interface Bearer {
  resource: ProtectedResource;
  scopes: readonly string[];
  /** What the token was given for: a person's grant, or a client that acts for itself. */
  by: { kind: "person"; grantId: string } | { kind: "service" };
}

/** Lets in whoever bears a token of our own authorization server for this very URL. */
export function oauthAuthenticator(options: {
  provider: Provider;
  resources: ProtectedResources;
  connections: Pick<Connections, "ofGrant">;
  opened: Pick<SignedInConnections, "open">;
  scopes: Readonly<Record<string, ScopeFacts>>;
  /** What service accounts work with. */
  operator: Connection | undefined;
  isDenied(clientId: string): boolean;
  stepUps: Pick<StepUps, "told">;
  departures: Pick<Departures, "listen">;
}): Authenticator {
  const { provider, resources, connections, opened, scopes, operator } = options;
  const bearers = new WeakMap<Principal, Bearer>();
  const bearerOf = (principal: Principal): Bearer => {
    const bearer = bearers.get(principal);
    if (bearer === undefined) throw new Error("This principal did not come in here.");
    return bearer;
  };

  return {
    async authenticate({ headers, resource: url, url: sent = "" }) {
      const resource = resources.named(url) ?? resources.main;
      const refuse = (description: string) => signInChallenge(resource, { error: "invalid_token", description });
      const shown = bearerToken(headers, sent);
      if (shown.kind === "nothing") throw signInChallenge(resource);
      if (shown.kind === "malformed") {
        const { status, reason: description } = shown;
        throw signInChallenge(resource, { error: "invalid_request", status, description });
      }
      const token = await findToken(provider, shown.token);
      if (token === undefined) throw refuse("The token is unknown, was revoked or has expired.");
      if (token.aud !== resource.url) throw refuse("The token was given for another URL.");
      if (options.isDenied(token.clientId)) throw refuse("The operator has turned this client away.");
      const { by, subject, clientId } = token;
      const principal: Principal = { tenant: TENANT, subject, clientId };
      bearers.set(principal, { resource, scopes: token.scopes, by });
      return principal;
    },

    async connect(principal) {
      const { resource, by } = bearerOf(principal);
      const challenge = () =>
        signInChallenge(resource, { error: "invalid_token", description: "The account is no longer connected." });
      if (by.kind === "service") {
        if (operator === undefined) throw challenge();
        return operator;
      }
      const record = await connections.ofGrant(principal, by.grantId);
      if (record === undefined || record.status !== "active") throw challenge();
      return opened.open(record, challenge);
    },

    onEnded(listener) {
      options.departures.listen((gone) =>
        listener(async (principal) => {
          const by = bearers.get(principal)?.by;
          if (by?.kind !== "person") return false;
          return gone?.has(by.grantId) ?? (await connections.ofGrant(principal, by.grantId)) === undefined;
        }),
      );
    },

    ticketOf(principal) {
      const { resource, ...bearer } = bearerOf(principal);
      return { ...bearer, url: resource.url };
    },
    admit(principal, ticket) {
      const { url, ...bearer } = ticket as Omit<Bearer, "resource"> & { url: string };
      bearers.set(principal, { ...bearer, resource: resources.named(url) ?? resources.main });
    },

    async requireScopes(principal, needed) {
      const { resource, scopes: granted, by } = bearerOf(principal);
      const held = impliedScopes(granted, scopes);
      if (needed.every((scope) => held.has(scope))) return;
      if (by.kind === "person") await options.stepUps.told(by.grantId);
      throw scopeChallenge(resource, [...new Set([...granted, ...needed])]);
    },
  };
}

interface FoundToken {
  subject: string;
  clientId: string;
  aud: unknown;
  scopes: readonly string[];
  by: Bearer["by"];
}

async function findToken(provider: Provider, value: string): Promise<FoundToken | undefined> {
  // Of a token that is remembered while the store is away, only its own kind is.
  let outage: StoreError | undefined;
  const access = await provider.AccessToken.find(value).catch((error: unknown) => {
    if (!(error instanceof StoreError)) throw error;
    outage = error;
  });
  // The library allows for 15 seconds of clocks that differ; ours is the only one here.
  if (access && !access.isExpired) {
    const { accountId: subject, clientId, grantId, aud, scopes } = access;
    if (subject === undefined || clientId === undefined || grantId === undefined) return undefined;
    return { subject, clientId, aud, scopes: [...scopes], by: { kind: "person", grantId } };
  }
  const own = await provider.ClientCredentials.find(value);
  if (own === undefined && outage !== undefined) throw outage;
  if (own === undefined || own.isExpired || own.clientId === undefined) return undefined;
  const { clientId, aud, scopes } = own;
  return { subject: `service:${clientId}`, clientId, aud, scopes: [...scopes], by: { kind: "service" } };
}
