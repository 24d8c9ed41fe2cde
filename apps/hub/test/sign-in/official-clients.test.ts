import { scriptedProvider, signIn, type ScriptedProvider } from "@fairlead/testkit/sign-in";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { officialClient, type Era } from "./testing/signed-in-client.ts";
import { startHub, type RunningHub } from "./testing/start-hub.ts";
import { serveDocument } from "./testing/serve-document.ts";

let hub: RunningHub;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.close());

const ERAS: Era[] = ["2026-07-28", "2025-11-25", "sdk-1"];
const MINUTES = 60_000;
/** A tool that is not listed, and wants a scope that nobody is asked for at first. */
const deletion = {
  name: "delete_repository",
  arguments: { owner: "harbor", repo: "storefront", confirm: "harbor/storefront", dry_run: true },
};

/** What a program does when its user signs out (RFC 7009): neither SDK has a function for it. */
function revoke({ kept }: ScriptedProvider): Promise<Response> {
  const body = new URLSearchParams({
    client_id: kept.client?.client_id ?? "",
    token: kept.tokens?.refresh_token ?? "",
    token_type_hint: "refresh_token",
  });
  return fetch(`${hub.url}/revoke`, { method: "POST", body });
}

describe.each(ERAS)("the official client of %s", (era) => {
  test("discovers, registers, signs in, calls, refreshes and is told when it is over", async () => {
    const provider = scriptedProvider();
    const browser = hub.browser();
    const client = officialClient(hub.mcpUrl, era, provider);
    await expect(client.connect()).rejects.toThrow();
    const url = provider.takeUrl();
    expect(url.searchParams.get("resource")).toBe(hub.mcpUrl);
    await client.cameBack(await signIn(browser, { url }, "mlind"));
    await client.connect();
    expect(await client.listTools()).toContain("get_issue");
    expect(await client.call("get_me")).toMatchObject({ isError: false, structured: { login: "mlind" } });

    // The access token ends; the client renews it by itself, and the call goes through.
    const { tokens: before } = provider.kept;
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 11 * MINUTES });
    try {
      expect(await client.call("get_me")).toMatchObject({ structured: { login: "mlind" } });
    } finally {
      vi.useRealTimers();
    }
    expect(provider.kept.tokens?.access_token).not.toBe(before?.access_token);
    expect(provider.kept.tokens?.refresh_token).not.toBe(before?.refresh_token);

    // Somebody revokes; the client finds that its refresh token is dead as well, and asks for a sign-in.
    expect((await revoke(provider)).status).toBe(200);
    await expect(client.call("get_me")).rejects.toThrow();
    await client.cameBack(await signIn(browser, { url: provider.takeUrl() }, "trenn"));
    await client.connect();
    expect(await client.call("get_me")).toMatchObject({ structured: { login: "trenn" } });
    await client.close();
  });

  test("steps up to a scope that a tool wants", async () => {
    const provider = scriptedProvider();
    const browser = hub.browser();
    const client = officialClient(hub.mcpUrl, era, provider);
    await expect(client.connect()).rejects.toThrow();
    await client.cameBack(await signIn(browser, { url: provider.takeUrl() }, "mlind"));
    await client.connect();
    expect(provider.kept.tokens?.scope).not.toContain("delete_repo");
    await expect(client.call("call_tool", deletion)).rejects.toThrow();
    const url = provider.takeUrl();
    expect(url.searchParams.get("scope")?.split(" ")).toEqual(expect.arrayContaining(["repo", "delete_repo"]));
    await client.cameBack(await signIn(browser, { url }, "mlind"));
    expect(provider.kept.tokens?.scope?.split(" ")).toContain("delete_repo");
    await client.connect();
    expect(await client.call("call_tool", deletion)).toMatchObject({ isError: false });
    await client.close();
  });
});

describe.each(ERAS)("known by a document, the client of %s", (era) => {
  test("signs in without registering", async () => {
    const document = await serveDocument("https://client.example/oauth/metadata.json", {});
    try {
      const provider = scriptedProvider({ clientMetadataUrl: document.url });
      const client = officialClient(hub.mcpUrl, era, provider);
      await expect(client.connect()).rejects.toThrow();
      const url = provider.takeUrl();
      expect(url.searchParams.get("client_id")).toBe(document.url);
      await client.cameBack(await signIn(hub.browser(), { url }, "trenn"));
      await client.connect();
      expect(await client.call("get_me")).toMatchObject({ structured: { login: "trenn" } });
      await client.close();
    } finally {
      document.restore();
    }
  });
});
