import { createOAuthClient, type OAuthClient, pageOf, register, signIn, textOf } from "@fairlead/testkit/sign-in";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startHub, type RunningHub } from "./testing/start-hub.ts";

let hub: RunningHub;
let client: OAuthClient;
beforeAll(async () => {
  hub = await startHub();
  client = await createOAuthClient(hub.url, hub.mcpUrl);
});
afterAll(() => hub.close());

/** The OAuth error of an authorization request that got no further. */
async function refusal(url: URL): Promise<{ status: number; text: string }> {
  const page = pageOf(await hub.browser().visit(url));
  return { status: page.status, text: textOf(page.html) };
}

describe("registration", () => {
  test("costs no row, and survives a restart with the same secret", async () => {
    const secret = { FAIRLEAD_SECRET: "one secret for both of these servers" };
    const first = await startHub({ env: secret, standIn: hub.standIn });
    const { clientId } = await createOAuthClient(first.url, first.mcpUrl);
    await first.close();
    const second = await startHub({ env: secret, standIn: hub.standIn });
    try {
      const again = await createOAuthClient(second.url, second.mcpUrl, { clientId });
      expect((await signIn(second.browser(), again.authorization(), "mlind")).searchParams.has("code")).toBe(true);
    } finally {
      await second.close();
    }
  });

  test.each([
    ["a changed id", (id: string) => id.slice(0, -1) + (id.endsWith("A") ? "B" : "A")],
    ["a made-up id", () => "d1.AAAA"],
    ["another kind of id", () => "nobody"],
  ])("%s is no client", async (_name, change) => {
    const stranger = await createOAuthClient(hub.url, hub.mcpUrl, { clientId: change(client.clientId) });
    expect((await refusal(stranger.authorization().url)).text).toContain("invalid_client");
    // Clients register anew on this answer of the token endpoint, and on no other.
    const response = await stranger.token({ grant_type: "refresh_token", refresh_token: "x" });
    expect([response.status, await response.json()]).toMatchObject([401, { error: "invalid_client" }]);
  });

  test.each([
    ["client_credentials", { grant_types: ["client_credentials"], response_types: [] }],
    ["implicit", { grant_types: ["implicit"], response_types: ["id_token"] }],
  ])("brings no %s", async (_name, metadata) => {
    const { body } = await register(hub.url, metadata);
    expect(body["grant_types"]).toEqual(["authorization_code"]);
    expect(body["response_types"]).toEqual(["code"]);
    const response = await (
      await createOAuthClient(hub.url, hub.mcpUrl, { clientId: String(body["client_id"]) })
    ).token({
      grant_type: "client_credentials",
    });
    expect(response.status).toBe(400);
  });

  test.each([
    ["too many addresses", { redirect_uris: Array.from({ length: 11 }, (_, n) => `https://app.example/${n}`) }],
    ["an address without end", { redirect_uris: [`https://app.example/${"x".repeat(2000)}`] }],
    ["addresses that are none", { redirect_uris: [1, 2] }],
    ["no addresses", { redirect_uris: [] }],
    ["a name that is no text", { client_name: { evil: true } }],
    ["keys without end", { token_endpoint_auth_method: "private_key_jwt", jwks: { keys: keys(60) } }],
  ])("with %s is refused", async (_name, metadata) => {
    expect((await register(hub.url, metadata)).response.status).toBe(400);
  });

  test("a client with a secret must show it", async () => {
    const { body } = await register(hub.url, { token_endpoint_auth_method: "client_secret_post" });
    const secret = String(body["client_secret"]);
    const confidential = await createOAuthClient(hub.url, hub.mcpUrl, { clientId: String(body["client_id"]) });
    for (const client_secret of [undefined, "guessed", `${secret}x`]) {
      const response = await confidential.token({ grant_type: "refresh_token", refresh_token: "x", client_secret });
      expect(response.status).toBe(401);
    }
    const response = await confidential.token({
      grant_type: "refresh_token",
      refresh_token: "x",
      client_secret: secret,
    });
    expect([response.status, await response.json()]).toMatchObject([400, { error: "invalid_grant" }]);
  });

  test("comes to an end for an address that floods us", async () => {
    const flooded = await startHub({ standIn: hub.standIn });
    try {
      const statuses: number[] = [];
      for (let count = 0; count < 40; count += 1)
        statuses.push((await register(flooded.url, {}, "2001:db8:1:2::1")).response.status);
      expect(statuses.filter((status) => status === 201)).toHaveLength(20);
      expect(statuses.slice(-10)).toEqual(Array.from({ length: 10 }, () => 429));
      // A household has a network, not an address; others are not made to wait.
      expect((await register(flooded.url, {}, "2001:db8:1:2:ffff::9")).response.status).toBe(429);
      expect((await register(flooded.url, {}, "2001:db8:1:3::1")).response.status).toBe(201);
    } finally {
      await flooded.close();
    }
  });
});

function keys(count: number): object[] {
  return Array.from({ length: count }, (_, n) => ({
    kty: "EC",
    crv: "P-256",
    kid: `k${n}`,
    x: randomText(),
    y: randomText(),
  }));
}

function randomText(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
}
