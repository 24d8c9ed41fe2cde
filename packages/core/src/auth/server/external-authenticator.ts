import { createRemoteJWKSet, errors as jose, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from "jose";
import { impliedScopes, type ScopeFacts } from "../../connector/index.ts";
import { AuthChallenge } from "../auth-challenge.ts";
import type { Authenticator, Connection } from "../connection.ts";
import { IssuerError } from "../issuer-error.ts";
import type { Principal } from "../principal.ts";
import { bearerToken } from "./bearer-token.ts";
import { scopeChallenge, signInChallenge } from "./challenge.ts";
import type { ProtectedResource, ProtectedResources } from "./protected-resources.ts";
import { TENANT } from "./tenant.ts";

/** Never `none`, and never a secret key: with one, the issuer's public key would do as the secret. */
const ALGORITHMS = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];
/** What an access token calls itself (RFC 9068 §2.1), and what many servers call theirs. An id token has no other. */
const TYPES = new Set(["at+jwt", "application/at+jwt", "jwt", undefined]);
const CLOCK_TOLERANCE_S = 15;
/** What jose says of the issuer's keys, not of a token: no answer in time, another status than 200, no JSON, no key set. */
const KEY_TROUBLE = new Set(["ERR_JWKS_TIMEOUT", "ERR_JOSE_GENERIC", "ERR_JWKS_INVALID"]);

export interface ExternalServer {
  issuer: string;
  /** Where its keys are; found by its metadata where it is not given. */
  jwksUri: string | undefined;
}

/**
 * `AUTH=external`: another authorization server signs people in; we check what it signed for us. Vendor accounts cannot be
 * connected this way, so everybody works with the operator's credential.
 */
export function externalAuthenticator(options: {
  server: ExternalServer;
  resources: ProtectedResources;
  scopes: Readonly<Record<string, ScopeFacts>>;
  operator: Connection;
  fetch?: typeof globalThis.fetch;
}): Authenticator {
  const { server, resources, scopes, operator, fetch = globalThis.fetch } = options;
  const keysOf = keyFinder(server, fetch);
  const bearers = new WeakMap<Principal, { resource: ProtectedResource; scopes: readonly string[] }>();

  return {
    async authenticate({ headers, resource: url, url: sent = "" }) {
      const resource = resources.named(url) ?? resources.main;
      const shown = bearerToken(headers, sent);
      if (shown.kind === "nothing") throw signInChallenge(resource);
      if (shown.kind === "malformed") {
        const { status, reason: description } = shown;
        throw signInChallenge(resource, { error: "invalid_request", status, description });
      }
      const payload = await verify(shown.token, await keysOf(), server, resource);
      const principal = principalOf(payload, server);
      bearers.set(principal, { resource, scopes: scopesOf(payload) });
      return principal;
    },
    connect: async (_principal, profile) => (profile === undefined ? operator : undefined),
    async requireScopes(principal, needed) {
      const bearer = bearers.get(principal);
      if (bearer === undefined) throw new Error("This principal did not come in here.");
      const held = impliedScopes(bearer.scopes, scopes);
      if (needed.every((scope) => held.has(scope))) return;
      throw scopeChallenge(bearer.resource, [...new Set([...bearer.scopes, ...needed])]);
    },
  };
}

async function verify(
  token: string,
  keys: JWTVerifyGetKey,
  { issuer }: ExternalServer,
  resource: ProtectedResource,
): Promise<JWTPayload> {
  const refuse = (description: string): AuthChallenge =>
    signInChallenge(resource, { error: "invalid_token", description });
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer,
      audience: resource.url,
      algorithms: ALGORITHMS,
      requiredClaims: ["exp", "sub"],
      clockTolerance: CLOCK_TOLERANCE_S,
    });
    if (!TYPES.has(protectedHeader.typ?.toLowerCase())) throw refuse("The token is no access token.");
    return payload;
  } catch (error) {
    if (error instanceof jose.JWTExpired) throw refuse("The token has expired.");
    if (error instanceof jose.JWTClaimValidationFailed) throw refuse(`The token's ${error.claim} is not for this URL.`);
    if (error instanceof AuthChallenge) throw error;
    if (error instanceof jose.JOSEError && !KEY_TROUBLE.has(error.code)) {
      throw refuse("The token is not one that this server's issuer has signed.");
    }
    throw new IssuerError(issuer, error);
  }
}

function principalOf({ sub = "", client_id, azp }: JWTPayload, { issuer }: ExternalServer): Principal {
  const clientId = client_id ?? azp;
  // A subject means something with its issuer only.
  const subject = `${issuer}#${sub}`;
  return { tenant: TENANT, subject, ...(typeof clientId === "string" && { clientId }) };
}

/** `scope` (RFC 9068) or `scp`, which some servers write as a list. */
function scopesOf({ scope, scp }: JWTPayload): string[] {
  const named = scope ?? scp;
  if (typeof named === "string") return named.split(" ").filter((name) => name !== "");
  return Array.isArray(named) ? named.filter((name) => typeof name === "string") : [];
}

/** The issuer's keys, fetched anew when a token names one that is not there, at most every 30 s. */
function keyFinder(
  { issuer, jwksUri }: ExternalServer,
  fetch: typeof globalThis.fetch,
): () => Promise<JWTVerifyGetKey> {
  let found: Promise<JWTVerifyGetKey> | undefined;
  const find = async () =>
    createRemoteJWKSet(new URL(jwksUri ?? (await discover(issuer, fetch))), { timeoutDuration: 5_000 });
  return () => {
    found ??= find().catch((error: unknown) => {
      found = undefined;
      throw new IssuerError(issuer, error);
    });
    return found;
  };
}

async function discover(issuer: string, fetch: typeof globalThis.fetch): Promise<string> {
  const { origin, pathname } = new URL(issuer);
  const path = pathname === "/" ? "" : pathname;
  const places = [
    `${origin}/.well-known/oauth-authorization-server${path}`,
    `${origin}/.well-known/openid-configuration${path}`,
    `${origin}${path}/.well-known/openid-configuration`,
  ];
  for (const place of places) {
    const response = await fetch(place, { redirect: "error", signal: AbortSignal.timeout(5_000) });
    if (!response.ok) continue;
    // Some answer every path with a page of theirs.
    const metadata = (await response.json().catch(() => ({}))) as { issuer?: unknown; jwks_uri?: unknown };
    if (metadata.issuer !== issuer || typeof metadata.jwks_uri !== "string") continue;
    return metadata.jwks_uri;
  }
  throw new Error(`No metadata of the issuer ${issuer} was found. Set AUTH_JWKS_URI.`);
}
