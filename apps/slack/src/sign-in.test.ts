import { describe, expect, test } from "vitest";
import { settings } from "./settings.ts";
import { signIn } from "./sign-in.ts";

const app = { clientId: "1.2", clientSecret: "secret" };
const appFor = (given: object = {}) => signIn(settings.parse({ ...app, ...given })).oauth;

test("where one signs in", () => {
  expect(appFor()).toMatchObject({
    authorizeUrl: "https://slack.com/oauth/v2/authorize",
    tokenUrl: "https://slack.com/api/oauth.v2.access",
    pkce: false,
    clientAuth: "basic",
    scopeSeparator: ",",
    scopeParameter: "user_scope",
  });
  expect(appFor({ tokens: "bot" })).toMatchObject({ scopeParameter: "scope" });
  expect(appFor()?.revoke?.({ access: "xoxp-1", refresh: undefined })).toEqual({
    method: "POST",
    url: "https://slack.com/api/auth.revoke",
    bearer: "xoxp-1",
  });
});

describe("Slack's answer", () => {
  const user = { id: "U1", access_token: "xoxp-1", scope: "chat:write", token_type: "user" };

  test("of a user-only install has its token within", () => {
    expect(appFor()?.normalize?.({ ok: true, authed_user: user })).toMatchObject({
      access_token: "xoxp-1",
      scope: "chat:write",
    });
  });

  test("with both tokens gives the one that was asked for", () => {
    const both = { ok: true, access_token: "xoxb-1", scope: "chat:write", authed_user: user };
    expect(appFor()?.normalize?.(both)).toMatchObject({ access_token: "xoxp-1" });
    expect(appFor({ tokens: "bot" })?.normalize?.(both)).toMatchObject({ access_token: "xoxb-1" });
  });

  test("to a renewal has it at the top", () => {
    expect(appFor()?.normalize?.({ ok: true, access_token: "xoxe.xoxp-2", refresh_token: "xoxe-1" })).toMatchObject({
      access_token: "xoxe.xoxp-2",
    });
  });

  test("that says no is an error, whatever its status", () => {
    expect(appFor()?.normalize?.({ ok: false, error: "invalid_code" })).toEqual({ error: "invalid_code" });
  });
});

test("tokens are renewed where the app rotates them, and only there", () => {
  expect(appFor()).not.toHaveProperty("refresh");
  expect(appFor({ rotating: "true" })).toMatchObject({
    refresh: { endedBy: expect.arrayContaining(["invalid_refresh_token"]) },
  });
});

test("tokens of browsers fit no form; half an app is a mistake", () => {
  const { oauth, tokens } = signIn(settings.parse({}));
  expect(oauth).toBeUndefined();
  const prefixes = tokens?.flatMap((form) => form.prefixes) ?? [];
  for (const token of ["xoxc-1", "xoxd-1", "xapp-1"])
    expect(
      prefixes.some((prefix) => token.startsWith(prefix)),
      token,
    ).toBe(false);
  expect(() => signIn(settings.parse({ clientId: "1.2" }))).toThrow(/belong together/);
});
