import { createOAuthClient, type OAuthClient, pageOf, REDIRECT_URI, register, textOf } from "@fairlead/testkit/sign-in";
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { createHmac, KeyObject, randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { startHub, type RunningHub } from "./testing/start-hub.ts";

const ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

let hub: RunningHub;
let keys: { privateKey: CryptoKey; publicKey: CryptoKey };
beforeAll(async () => {
  hub = await startHub();
  keys = await generateKeyPair("ES256", { extractable: true });
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => hub.close());

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const ownKeys = async () => ({
  keys: [{ ...(await exportJWK(keys.publicKey)), kid: "one", alg: "ES256", use: "sig" }],
});

describe("a client that proves itself with a key (RFC 7523)", () => {
  let client: OAuthClient;
  beforeAll(async () => {
    const { body } = await register(hub.url, { token_endpoint_auth_method: "private_key_jwt", jwks: await ownKeys() });
    client = await createOAuthClient(hub.url, hub.mcpUrl, { clientId: String(body["client_id"]) });
  });

  const claims = (more: Record<string, unknown> = {}): JWTPayload => {
    const now = Math.floor(Date.now() / 1000);
    return {
      iss: client.clientId,
      sub: client.clientId,
      aud: hub.url,
      jti: randomUUID(),
      iat: now,
      exp: now + 60,
      ...more,
    };
  };
  const signed = (payload: JWTPayload, key = keys.privateKey) =>
    new SignJWT(payload).setProtectedHeader({ alg: "ES256", kid: "one" }).sign(key);
  /** Shows itself with a refresh token that is none: a client that is believed hears about that, any other about itself. */
  const shown = async (assertion?: string) => {
    const response = await client.token({
      grant_type: "refresh_token",
      refresh_token: "none",
      ...(assertion !== undefined && { client_assertion: assertion, client_assertion_type: ASSERTION }),
    });
    return [response.status, ((await response.json()) as { error?: string }).error];
  };

  test("is believed once", async () => {
    const assertion = await signed(claims());
    expect(await shown(assertion)).toEqual([400, "invalid_grant"]);
    expect(await shown(assertion)).toEqual([401, "invalid_client"]);
  });

  const REFUSED = ["invalid_client", "invalid_request"];

  test.each<[string, () => Promise<string | undefined> | string]>([
    ["nothing", async () => undefined],
    ["what nobody has signed", () => `${encoded({ alg: "none" })}.${encoded(claims())}.`],
    ["what its public key has signed as a secret", () => confused(claims())],
    ["what somebody else has signed", async () => signed(claims(), (await generateKeyPair("ES256")).privateKey)],
    ["what was meant for another server", () => signed(claims({ aud: "https://elsewhere.example" }))],
    ["what another client has said", () => signed(claims({ iss: "other", sub: "other" }))],
    ["what has expired", () => signed(claims({ exp: Math.floor(Date.now() / 1000) - 60 }))],
    ["what can be replayed", () => signed(claims({ jti: undefined }))],
  ])("is not with %s", async (_name, assertion) => {
    const [status, error] = await shown(await assertion());
    expect([400, 401]).toContain(status);
    expect(REFUSED).toContain(error);
  });

  /** HS256 with the public key as everybody can read it. */
  function confused(payload: JWTPayload): string {
    const head = `${encoded({ alg: "HS256", kid: "one" })}.${encoded(payload)}`;
    const pem = KeyObject.from(keys.publicKey).export({ type: "spki", format: "pem" });
    return `${head}.${createHmac("sha256", pem).update(head).digest("base64url")}`;
  }
});

describe("addresses that a stranger names are not fetched", () => {
  /** Everything that goes out to a host below `.example`. */
  function watch(): string[] {
    const asked: string[] = [];
    const real = globalThis.fetch;
    vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
      const url = String(input instanceof Request ? input.url : input);
      if (!new URL(url).hostname.endsWith(".example")) return real(input, init);
      asked.push(url);
      return Response.json({ keys: [] });
    });
    return asked;
  }

  test("for keys: they come with the registration", async () => {
    const asked = watch();
    const { response, body } = await register(hub.url, {
      token_endpoint_auth_method: "private_key_jwt",
      jwks_uri: "https://inside.example/keys",
    });
    expect([response.status, body["error_description"]]).toEqual([400, expect.stringContaining("as jwks")]);
    expect(asked).toEqual([]);
  });

  test("for keys of a client with a document, once in a while", async () => {
    // What was fetched once is not fetched again: a second try has a host of its own.
    const host = `https://keys-${randomUUID()}.example`;
    const id = `${host}/client.json`;
    const document = {
      client_id: id,
      client_name: "With keys",
      redirect_uris: [REDIRECT_URI],
      token_endpoint_auth_method: "private_key_jwt",
      jwks_uri: `${host}/keys.json`,
    };
    const guarded: boolean[] = [];
    const real = globalThis.fetch;
    vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
      if (String(input) === id) return Response.json(document);
      if (String(input) !== document.jwks_uri) return real(input, init);
      guarded.push((init as { dispatcher?: unknown }).dispatcher !== undefined);
      return Response.json(await ownKeys());
    });
    const client = await createOAuthClient(hub.url, hub.mcpUrl, { clientId: id });
    for (let count = 0; count < 3; count += 1) {
      const now = Math.floor(Date.now() / 1000);
      const assertion = await new SignJWT({ jti: randomUUID() })
        .setProtectedHeader({ alg: "ES256", kid: "one" })
        .setIssuer(id)
        .setSubject(id)
        .setAudience(hub.url)
        .setIssuedAt(now)
        .setExpirationTime(now + 60)
        .sign(keys.privateKey);
      const response = await client.token({
        grant_type: "refresh_token",
        refresh_token: "none",
        client_assertion: assertion,
        client_assertion_type: ASSERTION,
      });
      expect(await response.json()).toMatchObject({ error: "invalid_grant" });
    }
    // Guarded against addresses inside, like the document itself.
    expect(guarded).toEqual([true]);
  });

  test.each([
    ["request_uri", { request_uri: "https://inside.example/request" }],
    ["request", { request: `${encoded({ alg: "none" })}.${encoded({ redirect_uri: "https://evil.example/" })}.` }],
  ])("nor is a request taken from a %s", async (_name, parameters) => {
    const client = await createOAuthClient(hub.url, hub.mcpUrl);
    const asked = watch();
    const page = pageOf(await hub.browser().visit(client.authorization(parameters).url));
    expect([page.status, textOf(page.html)]).toEqual([400, expect.stringContaining("not_supported")]);
    expect(asked).toEqual([]);
  });

  test.each(["client_id", "redirect_uri", "state", "code_challenge", "scope"])(
    "and %s named twice is no request",
    async (name) => {
      const client = await createOAuthClient(hub.url, hub.mcpUrl);
      const { url } = client.authorization({ scope: "repo" });
      url.searchParams.append(name, url.searchParams.get(name) === "repo" ? "delete_repo" : "https://evil.example/");
      expect(pageOf(await hub.browser().visit(url)).status).toBe(400);
    },
  );
});
