import { createOAuthClient, pageOf, pasteToken, signIn, textOf, toVendor } from "@fairlead/testkit/sign-in";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startHub, type RunningHub } from "./testing/start-hub.ts";
import { callTool } from "./testing/call-tool.ts";

let hub: RunningHub;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.close());

describe("a person signs in", () => {
  test("at the vendor, and works with an account of their own", async () => {
    const client = await createOAuthClient(hub.url, hub.mcpUrl);
    const asked = client.authorization();
    const landing = await signIn(hub.browser(), asked, "mlind");
    expect(landing.searchParams.get("state")).toBe(asked.state);
    expect(landing.searchParams.get("iss")).toBe(hub.url);
    const tokens = await client.redeem(asked, landing);
    expect(tokens).toMatchObject({ token_type: "Bearer", expires_in: 600, scope: "repo read:org read:user" });
    const called = await callTool(hub.mcpUrl, tokens.access_token, "get_me");
    expect(called.structured).toMatchObject({ login: "mlind" });
  });

  test("for an app with an address of its own: the browser stays on our page, which opens the app", async () => {
    const redirectUri = "cursor://anysphere.cursor-mcp/oauth/callback";
    const client = await createOAuthClient(hub.url, hub.mcpUrl, { redirectUri });
    const asked = client.authorization();
    const browser = hub.browser();
    const page = pageOf(await browser.press(await toVendor(browser, asked.url), "mlind"));
    expect([page.status, textOf(page.html)]).toEqual([200, expect.stringContaining("signed in as mlind")]);
    const landing = new URL((page.headers.get("refresh") ?? "").replace("0; url=", ""));
    expect(landing.href.startsWith(`${redirectUri}?code=`)).toBe(true);
    expect(page.html).toContain(`href="${landing.href.replaceAll("&", "&amp;")}"`);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect((await client.redeem(asked, landing)).scope).toBe("repo read:org read:user");

    const declined = pageOf(await browser.press(await browser.visit(client.authorization().url), "deny"));
    expect(textOf(declined.html)).toContain("Nothing was connected");
    expect(declined.headers.get("refresh")).toMatch(/^0; url=cursor:.*[?&]error=access_denied/);
  });

  test("by pasting a token", async () => {
    const client = await createOAuthClient(hub.url, hub.mcpUrl);
    const asked = client.authorization();
    const shown = await pasteToken(hub.browser(), asked.url, hub.standIn.tokens.trenn);
    if (!("landed" in shown)) throw new Error(textOf(pageOf(shown).html));
    const tokens = await client.redeem(asked, shown.landed);
    expect((await callTool(hub.mcpUrl, tokens.access_token, "get_me")).structured).toMatchObject({ login: "trenn" });
  });
});
