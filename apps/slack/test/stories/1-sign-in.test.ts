import { pageOf, pasteToken, signIn, textOf } from "@fairlead/testkit/sign-in";
import { connectClient } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { useStory } from "./story-client.ts";

describe.each(["2026-07-28", "2025-11-25"] as const)("1. sign in, %s", (era) => {
  const story = useStory();

  test("a user-only install: get_me names the person and the workspace", async () => {
    const { call } = await story.connect(era);
    const { structured } = await call("get_me");
    expect(structured).toMatchObject({
      user: { name: "Maja Lind" },
      workspace: { name: "Harbor Labs" },
      tokens: [{ kind: "user" }],
    });
    const workflow = (structured["toolsets"] as { name: string; missing_scopes: string[] }[]).find(
      ({ name }) => name === "workflow",
    );
    expect(workflow?.missing_scopes).toContain("reminders:read");
  });

  test("a no at Slack ends at the client, as access_denied", async () => {
    const oauth = await story.oauthClient();
    const landing = await signIn(story.browser(), oauth.authorization(), "deny");
    expect(landing.searchParams.get("error")).toBe("access_denied");
  });

  test("a pasted token of a browser is refused unseen, one of an app works", async () => {
    const oauth = await story.oauthClient();
    const refused = pageOf(await pasteToken(story.browser(), oauth.authorization().url, "xoxc-1-2-3"));
    expect(textOf(refused.html)).toContain("xoxp-");
    expect(story.standIn.control.requests()).toEqual([]);
    const asked = oauth.authorization();
    const landed = await pasteToken(story.browser(), asked.url, story.standIn.tokens.trenn);
    if (!("landed" in landed)) throw new Error(textOf(landed.html));
    const { access_token: token } = await oauth.redeem(asked, landed.landed);
    const client = await connectClient(story.running.mcpUrl, era, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect((await client.call("get_me")).structured).toMatchObject({ user: { name: "Tom Renner" } });
    await client.close();
  });
});

describe.each(["2026-07-28", "2025-11-25"] as const)("1. with tokens that rotate, %s", (era) => {
  const story = useStory({ app: "rotating" });

  test("a token is renewed before it ends, and the call goes on with the new one", async () => {
    // Shorter than the time before its end at which a token is renewed.
    story.standIn.control.switch({ tokenLifetimeS: 200 });
    const { call } = await story.connect(era);
    story.standIn.control.switch({ tokenLifetimeS: 43_200 });
    const renewals = () => story.standIn.control.requests().filter(({ path }) => path === "/oauth.v2.access").length;
    expect((await call("list_channels")).isError).toBe(false);
    const renewed = renewals();
    expect(renewed).toBeGreaterThanOrEqual(2);
    expect((await call("list_usergroups")).isError).toBe(false);
    expect(renewals()).toBe(renewed);
  });
});

describe.each(["2026-07-28", "2025-11-25"] as const)("1. for a whole organization, %s", (era) => {
  const story = useStory({ app: "orgWide" });

  test("the answer names no team, and whatever lists asks for one: without it Slack shows nothing", async () => {
    const { call } = await story.connect(era);
    const rows = async (tool: string, args = {}) => (await call(tool, args)).structured["items"] as unknown[];
    expect((await rows("list_channels")).length).toBeGreaterThan(5);
    expect((await rows("list_channels", { membership: "all" })).length).toBeGreaterThan(5);
    expect((await rows("list_members")).length).toBeGreaterThan(5);
    expect(await rows("list_usergroups")).toHaveLength(2);
    expect(await rows("list_members", { usergroup: "@oncall" })).not.toEqual([]);
    expect((await rows("search_files")).length).toBeGreaterThan(2);
    expect(await rows("search_messages", { query: "migration", mode: "keyword" })).not.toEqual([]);
    expect(await rows("search_messages", { query: "migration" })).not.toEqual([]);
    await call("schedule_message", { channel: "#eng-platform", text: "Later", at: "in 2 hours" });
    expect(await rows("list_scheduled", { kinds: ["message"] })).toHaveLength(1);
    expect((await call("create_channel", { name: "launch-q3" })).isError).toBe(false);
    // The second workspace is there for whoever names it.
    story.standIn.control.switch({ semanticSearch: false });
    const north = await rows("list_channels", { membership: "all", team_id: "T0NORTH01" });
    expect(north).not.toEqual([]);
    // Names that a list of the second one has told are not taken for those of the first.
    const { structured: there } = await call("send_message", { channel: "#eng-platform", text: "Hello" });
    expect(there["channel"]).toBe("C0ENGPLAT1");
    // Whoever is in another workspace of the organization is no stranger.
    const { structured: people } = await call("get_users", { users: ["U0NORTH001"] });
    expect(people["users"]).toEqual([expect.not.objectContaining({ is_external: true })]);
    const { structured } = await call("get_me", { include: ["workspaces"] });
    expect(structured["workspaces"]).toHaveLength(2);
    const lists = story.standIn.control.requests().filter(({ path }) => path === "/users.conversations");
    expect(lists.at(-1)?.body).toMatchObject({ team_id: "T0HARBOR1" });
  });
});
