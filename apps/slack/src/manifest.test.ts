import { expect, test } from "vitest";
import { slackManifest } from "./manifest.ts";
import { scopes } from "./scopes.ts";

const publicUrl = "https://mcp.example.com/slack/";

test("asks for what tools can use, and comes back to this server", () => {
  const manifest = slackManifest({ publicUrl });
  expect(manifest.oauth_config.redirect_urls).toEqual(["https://mcp.example.com/slack/callback"]);
  expect(manifest.oauth_config.scopes.user).toEqual(
    expect.arrayContaining(["chat:write", "dnd:write", "search:read.public"]),
  );
  expect(manifest.oauth_config.scopes).not.toHaveProperty("bot");
  for (const scope of manifest.oauth_config.scopes.user) expect(scopes, scope).toHaveProperty(scope);
  expect(manifest.settings).toMatchObject({ token_rotation_enabled: false, org_deploy_enabled: false });
});

test("with an app's own token, rotation and a whole organization", () => {
  const manifest = slackManifest({ publicUrl, rotation: true, org: true, bot: true });
  expect(manifest).toMatchObject({
    features: { bot_user: {} },
    settings: { token_rotation_enabled: true, org_deploy_enabled: true },
  });
  for (const scope of manifest.oauth_config.scopes.bot ?? []) expect(scopes, scope).toHaveProperty(scope);
});

test("says where to tell of changes, where this server is reached from outside", () => {
  expect(slackManifest({ publicUrl }).settings).not.toHaveProperty("event_subscriptions");
  const urlFor = (at: string) =>
    slackManifest({ publicUrl: at, events: true }).settings.event_subscriptions?.request_url;
  expect(urlFor(publicUrl)).toBe("https://mcp.example.com/slack/webhooks");
  expect(urlFor("https://mcp.example.com")).toBe("https://mcp.example.com/webhooks/slack");
});

test.each(["http://mcp.example.com", "mcp.example.com", ""])("%j is no place for Slack to come back to", (url) => {
  expect(() => slackManifest({ publicUrl: url })).toThrow(/https URL/);
});
