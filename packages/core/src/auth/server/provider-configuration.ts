import { errors, interactionPolicy, type Adapter, type Configuration, type KoaContextWithOIDC } from "oidc-provider";
import { GRANT_TYPES, normalizeClientMetadata, type ClientPolicy } from "./client-metadata.ts";
import { DOCUMENT_BYTES, DOCUMENT_CACHE, type DocumentGuard, KEY_SET_BYTES } from "./document-guard.ts";
import type { ProtectedResource, ProtectedResources } from "./protected-resources.ts";
import type { ServerKeys } from "./server-keys.ts";
import type { StatelessClients } from "./stateless-clients.ts";
import { LIFETIMES, refreshLifetime } from "./lifetimes.ts";

/** A client that the operator has registered by hand. */
export interface ConfiguredClient {
  clientId: string;
  clientName: string;
  /** Without one, the client is public. */
  clientSecret?: string | undefined;
  redirectUris: readonly string[];
}

export interface ProviderParts {
  keys: ServerKeys;
  adapter: (model: string) => Adapter;
  clients: StatelessClients;
  configured: readonly ConfiguredClient[];
  policy: ClientPolicy;
  /** Whether a client may register itself (RFC 7591). */
  registration: boolean;
  /** Undefined where clients may not be known by a document of theirs. */
  documents: DocumentGuard | undefined;
  /** Whether a client is turned away whatever it shows. */
  isDenied(clientId: string): boolean;
  resources: ProtectedResources;
  /** Every scope that a token may have. */
  scopes: readonly string[];
  interactionPath(uid: string): string;
  renderError: NonNullable<Configuration["renderError"]>;
}

/** Demands one property before it lets anybody look at a client's metadata. */
const UNUSED_PROPERTY = "fairlead_unused";

/**
 * oidc-provider as the authorization server of one connector. What is off is off because no MCP client uses it and every
 * endpoint is one more to defend.
 */
export function providerConfiguration(parts: ProviderParts): Configuration {
  const { keys, clients, policy, resources, documents } = parts;
  const registering = new WeakMap<KoaContextWithOIDC, string>();
  return {
    adapter: parts.adapter,
    jwks: keys.jwks,
    clients: parts.configured.map(({ clientId, clientName, clientSecret, redirectUris }) => ({
      client_id: clientId,
      client_name: clientName,
      redirect_uris: [...redirectUris],
      token_endpoint_auth_method: clientSecret === undefined ? "none" : "client_secret_basic",
      ...(clientSecret !== undefined && { client_secret: clientSecret }),
    })),
    routes: { authorization: "/authorize", token: "/token", registration: "/register", revocation: "/revoke" },
    responseTypes: ["code"],
    // Connector scopes belong to the resources; here they would count as OpenID's, and consent would never end.
    scopes: ["openid", "offline_access"],
    clientAuthMethods: ["none", "client_secret_basic", "client_secret_post", "private_key_jwt"],
    enabledJWA: { idTokenSigningAlgValues: ["ES256"] },
    // Who names no grant types gets both (RFC 7591 says otherwise): without a refresh token, people sign in every ten minutes.
    clientDefaults: { id_token_signed_response_alg: "ES256", grant_types: [...GRANT_TYPES] },
    enableHttpPostMethods: false,
    allowOmittingSingleRegisteredRedirectUri: false,
    pkce: { required: () => true },
    // Tokens of public clients carry the proof themselves, and browsers send no cookies here: any origin may ask.
    clientBasedCORS: () => true,
    cookies: {
      keys: keys.cookies,
      short: { httpOnly: true, sameSite: "lax", signed: true },
      long: { httpOnly: true, sameSite: "lax", signed: true },
    },
    ttl: {
      AccessToken: LIFETIMES.accessToken,
      AuthorizationCode: LIFETIMES.code,
      ClientCredentials: LIFETIMES.accessToken,
      Grant: LIFETIMES.grant,
      IdToken: LIFETIMES.accessToken,
      Interaction: LIFETIMES.interaction,
      RefreshToken: (_ctx, token) => refreshLifetime(token.totalLifetime()),
      Session: LIFETIMES.code,
    },
    rotateRefreshToken: () => true,
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed("refresh_token"),
    expiresWithSession: async () => false,
    findAccount: (_ctx, accountId) => ({ accountId, claims: async () => ({ sub: accountId }) }),
    // Nothing is remembered of earlier consents: each sign-in asks anew.
    async loadExistingGrant({ oidc }) {
      const grantId = oidc.result?.consent?.grantId;
      return grantId === undefined ? undefined : oidc.provider.Grant.find(grantId);
    },
    interactions: { policy: askAlways(), url: (_ctx, { uid }) => parts.interactionPath(uid) },
    extraClientMetadata: {
      properties: [UNUSED_PROPERTY],
      validator(_ctx, _key, _value, metadata) {
        const fields = metadata as unknown as Record<string, unknown>;
        delete fields[UNUSED_PROPERTY];
        normalizeClientMetadata(fields, policy);
      },
    },
    renderError: parts.renderError,
    ...(documents !== undefined && { fetch: (url, options) => documents.fetch(url, options) }),
    fetchResponseBodyLimits: {
      "client_id metadata document": DOCUMENT_BYTES,
      jwks_uri: KEY_SET_BYTES,
      sector_identifier_uri: DOCUMENT_BYTES,
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      revocation: { enabled: true, allowedPolicy: async (_ctx, client, token) => token.clientId === client.clientId },
      rpMetadataChoices: { enabled: true },
      clientCredentials: { enabled: policy.services.size > 0 },
      registration: {
        enabled: parts.registration,
        issueRegistrationAccessToken: false,
        idFactory(ctx) {
          const id = clients.idOf(ctx.oidc.body ?? {});
          registering.set(ctx, id);
          return id;
        },
        secretFactory: (ctx) => clients.secretOf(registering.get(ctx) ?? ""),
      },
      ...(documents !== undefined && {
        clientIdMetadataDocument: {
          enabled: true,
          ack: "draft-02",
          cacheDuration: DOCUMENT_CACHE,
          allowFetch: (ctx: KoaContextWithOIDC, id: string) => !parts.isDenied(id) && documents.allowFetch(ctx, id),
          allowClient: (_ctx: KoaContextWithOIDC, { clientId }) => !parts.isDenied(clientId),
        },
      }),
      resourceIndicators: {
        enabled: true,
        defaultResource: async (_ctx, _client, oneOf) => oneOf ?? resources.main.url,
        useGrantedResource: async () => true,
        async getResourceServerInfo({ oidc }, indicator) {
          const resource = resources.named(indicator);
          // One sign-in is for one account at one URL: two profiles in one grant would mix two people up.
          if (resource === undefined || Array.isArray(oidc.params?.["resource"])) throw new errors.InvalidTarget();
          return resourceServer(resource, parts.scopes);
        },
      },
    },
  };
}

function resourceServer(resource: ProtectedResource, scopes: readonly string[]) {
  return {
    scope: scopes.join(" "),
    audience: resource.url,
    accessTokenFormat: "opaque" as const,
    accessTokenTTL: LIFETIMES.accessToken,
  };
}

/** One page asks for sign-in and consent together, and no earlier answer stands in for it. */
function askAlways() {
  const { Check, base } = interactionPolicy;
  const policy = base();
  for (const name of ["login", "consent"] as const) {
    const answered = new Check(`${name}_each_time`, "each sign-in is asked for", ({ oidc }) => {
      return oidc.result?.[name] === undefined ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT;
    });
    policy.get(name)?.checks.push(answered);
  }
  return policy;
}
