import { describe, expect, test } from "vitest";
import { explainError } from "./client/errors/explain-error.ts";
import { isRead, methodOf } from "./client/request/reads.ts";
import { editionOf } from "./edition.ts";
import { slack } from "./connector.ts";
import { botScopes, neededScopes, stepUpScopes } from "./scopes.ts";
import { slackVendor } from "./vendor.ts";

const settings = slackVendor.settings.parse({});
const endpoint = slackVendor.endpoint(settings);

test("the token goes to Slack's API, files and hooks alone", () => {
  expect(endpoint.hosts).toEqual(["slack.com", "files.slack.com", "hooks.slack.com", "slack-files.com"]);
  expect(editionOf("https://slack-gov.com")).toMatchObject({
    apiUrl: "https://slack-gov.com/api/",
    hooksHost: "hooks.slack-gov.com",
  });
  for (const url of ["slack.com", "http://slack.com", "https://a:b@slack.com"])
    expect(() => editionOf(url)).toThrow(TypeError);
});

test("a POST reads when its method does, and each method has a quota of its own", () => {
  const post = (method: string) => ({ method: "POST", url: new URL(`https://slack.com/api/${method}`), body: "" });
  expect(endpoint.readOnly?.(post("conversations.history"))).toBe(true);
  for (const method of ["chat.postMessage", "conversations.open", "files.getUploadURLExternal", "no.such"]) {
    expect(endpoint.readOnly?.(post(method)), method).toBe(false);
  }
  expect(
    endpoint.readOnly?.({ method: "POST", url: new URL("https://hooks.slack.com/triggers/T/1/x"), body: "" }),
  ).toBe(false);
  expect(endpoint.bucketOf?.(post("search.messages"))).toBe("search.messages");
  expect([isRead(undefined), methodOf(new URL("https://slack.com/other"))]).toEqual([false, undefined]);
});

test.each([
  ["xoxp-1", "user"],
  ["xoxb-1", "bot"],
  ["xoxe.xoxp-1", "user"],
  ["xoxc-1", "unknown"],
])("%s is of the kind %s", (token, kind) => {
  expect(slackVendor.operatorCredential({ ...settings, token })).toEqual({ kind, token });
});

test("every scope says what it allows, and everything that is asked for is known", () => {
  const { scopes, baseline } = slackVendor;
  const named = [...baseline, ...botScopes, ...stepUpScopes, ...Object.values(neededScopes).flat()];
  for (const name of [...named, ...Object.values(scopes).flatMap(({ implies = [] }) => implies)]) {
    expect(scopes[name]?.sentence, name).toMatch(/^[A-Z].*[a-z]$/);
  }
  expect(Object.keys(neededScopes)).toEqual(Object.keys(slack.toolsets).filter((name) => name !== "context"));
});

const refusal = (error: string, data = {}) =>
  Object.assign(new Error(error), { code: "slack_webapi_platform_error", data: { ok: false, error, ...data } });

describe("what Slack refuses", () => {
  test.each([
    ["token_revoked", "reauthorize"],
    ["not_in_channel", "forbidden"],
    ["not_authorized", "forbidden"],
    ["restricted_action_thread_only_channel", "forbidden"],
    ["compliance_exports_prevent_deletion", "forbidden"],
    ["user_not_visible", "not_found"],
    ["user_is_bot", "unsupported"],
    ["unknown_type", "invalid_input"],
    ["is_inactive", "conflict"],
    ["restricted_action_read_only_channel", "forbidden"],
    ["cant_update_message", "forbidden"],
    ["not_allowed_token_type", "unsupported"],
    ["feature_not_enabled", "unsupported"],
    ["channel_not_found", "not_found"],
    ["name_taken", "conflict"],
    ["is_archived", "conflict"],
    ["msg_too_long", "too_large"],
    ["ratelimited", "rate_limited"],
    ["internal_error", "upstream_unavailable"],
    ["invalid_blocks", "invalid_input"],
    ["a_word_of_tomorrow", "internal"],
  ])("%s is %s", (word, code) => {
    expect(explainError(refusal(word))?.code).toBe(code);
  });

  test("a missing scope is named", () => {
    expect(explainError(refusal("missing_scope", { needed: "chat:write,x y" }))).toMatchObject({
      code: "insufficient_scope",
      facts: { scopes: ["chat:write"] },
    });
  });

  test("a page instead of an answer is shown to nobody", () => {
    const explained = explainError(refusal("<html>secret</html>"));
    expect(explained).toMatchObject({ code: "upstream_unavailable" });
    expect(JSON.stringify([explained?.message, explained?.facts])).not.toContain("secret");
  });

  test("what is not the SDK's is not explained", () => {
    expect(explainError(new Error("x"))).toBeUndefined();
    expect(explainError("x")).toBeUndefined();
  });
});
