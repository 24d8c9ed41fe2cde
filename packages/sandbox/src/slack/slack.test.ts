import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { signEvent, startSlack, type SlackStandIn } from "./index.ts";

let slack: SlackStandIn;
beforeAll(async () => {
  slack = await startSlack();
});
beforeEach(() => slack.control.reset());
afterAll(() => slack.close());

type Answer = Record<string, unknown> & { ok: boolean; error?: string };

async function api(
  method: string,
  args: Record<string, string> = {},
  token: string = slack.tokens.mlind,
): Promise<Answer> {
  const response = await fetch(`${slack.url}/api/${method}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    body: new URLSearchParams(args),
  });
  return {
    status: response.status,
    retryAfter: response.headers.get("retry-after"),
    ...((await response.json()) as Answer),
  };
}

test("what goes wrong has status 200 and a word for it", async () => {
  expect(await api("chat.postMessage", { channel: "C0NOTHERE9", text: "x" })).toMatchObject({
    status: 200,
    ok: false,
    error: "channel_not_found",
  });
  expect(await api("no.such")).toMatchObject({ error: "unknown_method" });
  expect(await api("auth.test", {}, "xoxp-none")).toMatchObject({ error: "invalid_auth" });
});

test("a missing scope says what is needed and what there is", async () => {
  slack.control.scopes(slack.tokens.trenn, ["users:read"]);
  expect(await api("conversations.history", { channel: "C0ENGPLAT1" }, slack.tokens.trenn)).toMatchObject({
    error: "missing_scope",
    needed: "channels:history",
    provided: "users:read",
  });
});

test("every answer names the scopes that the method accepts", async () => {
  const scopesOf = async (method: string, channel: string) => {
    const headers = { authorization: `Bearer ${slack.tokens.mlind}` };
    const response = await fetch(`${slack.url}/api/${method}?channel=${channel}`, { headers });
    return response.headers.get("x-accepted-oauth-scopes");
  };
  expect(await scopesOf("conversations.info", "G0LEADER01")).toBe("groups:read");
  expect(await scopesOf("conversations.history", "D0MAJATOM1")).toBe("im:history");
  expect(await scopesOf("auth.test", "")).toBe("");
});

test("people read every public channel, an app those it is in", async () => {
  const history = (channel: string, token: string) => api("conversations.history", { channel }, token);
  expect(await history("C0DESIGN01", slack.tokens.trenn)).toMatchObject({ ok: true });
  expect(await history("C0DESIGN01", slack.tokens.bot)).toMatchObject({ error: "not_in_channel" });
  expect(await history("C0ENGPLAT1", slack.tokens.bot)).toMatchObject({ ok: true });
});

test("of a reply its thread is not given, and a root that is deleted leaves a stone while a thread hangs on it", async () => {
  const root = slack.control.say("eng-platform", "mlind", "Root");
  root.threadTs = root.ts;
  const reply = slack.control.say("eng-platform", "trenn", "Reply", { threadTs: root.ts });
  const read = (ts: string) => api("conversations.replies", { channel: "C0ENGPLAT1", ts });
  expect((await read(reply.ts))["messages"]).toMatchObject([{ ts: reply.ts, thread_ts: root.ts }]);
  await api("chat.delete", { channel: "C0ENGPLAT1", ts: root.ts });
  expect((await read(root.ts))["messages"]).toMatchObject([{ subtype: "tombstone" }, { text: "Reply" }]);
});

test("history runs newest first and has no replies; a thread has its root on every page", async () => {
  const { messages } = (await api("conversations.history", { channel: "C0ENGPLAT1" })) as unknown as {
    messages: { ts: string; reply_count?: number }[];
  };
  expect(messages.map(({ ts }) => ts)).toEqual(
    messages
      .map(({ ts }) => ts)
      .toSorted()
      .toReversed(),
  );
  const root = messages.find(({ reply_count: replies }) => replies === 3)?.ts ?? "";
  const page = (await api("conversations.replies", { channel: "C0ENGPLAT1", ts: root, limit: "1" })) as unknown as {
    messages: { ts: string }[];
    has_more: boolean;
  };
  expect([page.messages[0]?.ts, page.messages.length, page.has_more]).toEqual([root, 2, true]);
});

test("cursors are Slack's own", async () => {
  const first = await api("users.list", { limit: "5" });
  const { next_cursor: cursor } = first["response_metadata"] as { next_cursor: string };
  expect(((await api("users.list", { limit: "100", cursor }))["members"] as unknown[]).length).toBeGreaterThan(5);
  expect(await api("users.list", { cursor: "made-up" })).toMatchObject({ error: "invalid_cursor" });
});

describe("limits", () => {
  test("count by method, and say how long to wait", async () => {
    slack.control.switch({ tiers: true });
    const answers = await Promise.all(Array.from({ length: 21 }, () => api("emoji.list")));
    expect(answers.filter(({ ok }) => !ok)).toMatchObject([{ status: 429, retryAfter: "60", error: "ratelimited" }]);
    expect((await api("users.info", { user: "U0HARBOR02" })).ok).toBe(true);
    slack.control.advance(61_000);
    expect((await api("emoji.list")).ok).toBe(true);
  });

  test("a restricted app gets 15 messages, once a minute", async () => {
    slack.control.switch({ restrictedHistory: true });
    expect((await api("conversations.history", { channel: "C0RANDOM01" }))["messages"]).toHaveLength(15);
    expect(await api("conversations.history", { channel: "C0RANDOM01" })).toMatchObject({ status: 429 });
  });
});

test("200,000 people and 20,000 channels are there when somebody looks", async () => {
  slack.control.crowd({ users: 200_000, channels: 20_000 });
  let count = 0;
  let cursor = "";
  for (let pages = 0; pages < 3; pages += 1) {
    const page = await api("users.list", { limit: "1000", ...(cursor !== "" && { cursor }) });
    count += (page["members"] as unknown[]).length;
    cursor = (page["response_metadata"] as { next_cursor: string }).next_cursor;
  }
  expect([count, cursor !== ""]).toEqual([3_000, true]);
  expect(await api("users.lookupByEmail", { email: "ada.ahrens.132000@harbor.example" })).toMatchObject({ ok: true });
});

describe("sign-in", () => {
  const redirectUri = "http://127.0.0.1:9/callback";

  async function signIn(app: keyof SlackStandIn["apps"], scopes: Record<string, string>) {
    const { clientId, clientSecret } = slack.apps[app];
    const query = new URLSearchParams({ client_id: clientId, redirect_uri: redirectUri, state: "s", ...scopes });
    const page = await fetch(`${slack.url}/oauth/v2/authorize?${query}`, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({ choice: "trenn" }),
    });
    const code = new URL(page.headers.get("location") ?? "").searchParams.get("code") ?? "";
    return (args: Record<string, string> = {}) =>
      fetch(`${slack.url}/api/oauth.v2.access`, {
        method: "POST",
        headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}` },
        body: new URLSearchParams({ code, redirect_uri: redirectUri, ...args }),
      }).then((response) => response.json() as Promise<Answer>);
  }

  test("for a user alone has no token at the top, and a code works once", async () => {
    const redeem = await signIn("plain", { user_scope: "chat:write" });
    const answer = await redeem();
    expect(answer).toMatchObject({
      ok: true,
      authed_user: { id: "U0HARBOR02", token_type: "user", scope: "chat:write" },
    });
    expect(answer).not.toHaveProperty("access_token");
    expect(await redeem()).toMatchObject({ ok: false, error: "invalid_code" });
  });

  test("with rotation gives a refresh token that works once", async () => {
    const { authed_user: user } = (await (
      await signIn("rotating", { user_scope: "chat:write" })
    )()) as unknown as { authed_user: { refresh_token: string; access_token: string } };
    const refresh = async () =>
      (await signIn("rotating", { user_scope: "" }))({
        grant_type: "refresh_token",
        refresh_token: user.refresh_token,
      });
    expect(await refresh()).toMatchObject({ ok: true, access_token: expect.stringMatching(/^xoxe\.xoxp-/) });
    expect(await refresh()).toMatchObject({ error: "invalid_refresh_token" });
    expect(await api("auth.test", {}, user.access_token)).toMatchObject({ error: "token_expired" });
  });
});

test("events are signed over time and body", () => {
  const { "x-slack-signature": signature } = signEvent("secret", "{}", 1_700_000_000);
  expect(signature).toBe(`v0=${createHmac("sha256", "secret").update("v0:1700000000:{}").digest("hex")}`);
});
