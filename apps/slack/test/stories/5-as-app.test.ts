import { describe, expect, test } from "vitest";
import { useStory } from "./story-client.ts";

const BOT = "U0HARBOR92";
const yes = () => ({ action: "accept" as const, content: { confirm: true } });

describe("5. signed in for both tokens", () => {
  const story = useStory({ env: { SLACK_TOKENS: "user+bot" } });

  test.each(["2026-07-28", "2025-11-25"] as const)("a client of %s speaks as the person or as the app", async (era) => {
    const { call } = await story.connect(era);
    const { control } = story.standIn;
    expect((await call("get_me")).structured["tokens"]).toMatchObject([{ kind: "user" }, { kind: "bot" }]);
    await call("send_message", { channel: "#eng-platform", text: "Maja speaks" });
    await call("send_message", {
      channel: "#eng-platform",
      text: "The app speaks to @trenn@harbor.example",
      as: "app",
    });
    const [person, app] = control.messages("eng-platform").slice(-2);
    expect([person?.userId, person?.writtenBy]).toEqual(["U0HARBOR01", "user"]);
    expect([app?.userId, app?.writtenBy, app?.notified]).toEqual([BOT, "bot", ["U0HARBOR02"]]);
    // Nothing but the app's own requests has used its token.
    const asBot = control.requests().filter(({ login }) => login === "fairlead");
    expect(new Set(asBot.map(({ path }) => path))).toEqual(new Set(["/auth.test", "/chat.postMessage"]));
    expect(control.requests().some(({ headers }) => "x-fairlead-as-app" in headers)).toBe(false);
  });

  test("a lost answer is looked for among the app's own messages", async () => {
    const { call } = await story.connect("2026-07-28");
    const { control } = story.standIn;
    const args = { channel: "#eng-platform", text: "Deployed", idempotency_key: "app", as: "app" };
    await call("send_message", { channel: "#eng-platform", text: "Deployed" });
    control.fault({ path: "/chat.postMessage", effect: { cut: "after" } });
    const { structured } = await call("send_message", args);
    const last = control.messages("eng-platform").at(-1);
    expect(structured).toMatchObject({ reconciled: true, ts: last?.ts });
    expect(last?.writtenBy).toBe("bot");
    expect(control.messages("eng-platform").filter(({ text }) => text === "Deployed")).toHaveLength(2);
  });

  test("the same words that the app says for somebody else are not taken for one's own", async () => {
    const [maja, tom] = [await story.connect("2026-07-28"), await story.connect("2026-07-28", { as: "trenn" })];
    const { control } = story.standIn;
    const said = { channel: "#eng-platform", text: "Deployed", as: "app" };
    const args = { ...said, idempotency_key: "release-7" };
    control.fault({ path: "/chat.postMessage", effect: { cut: "before" } });
    expect((await maja.call("send_message", args)).isError).toBe(true);
    const theirs = (await tom.call("send_message", said)).structured;
    const mine = (await maja.call("send_message", args)).structured;
    expect(mine).not.toHaveProperty("reconciled");
    const posts = control.messages("eng-platform").filter(({ text }) => text === "Deployed");
    expect(posts.map(({ ts }) => ts)).toEqual([theirs["ts"], mine["ts"]]);
    expect(JSON.stringify(control.requests())).not.toContain("release-7");
  });

  test("one of two with the same words is found by what it carries, though its words are others by now", async () => {
    const { call } = await story.connect("2026-07-28");
    const { control } = story.standIn;
    const said = { channel: "#eng-platform", text: "Deployed", as: "app" };
    const args = { ...said, idempotency_key: "release-8" };
    control.fault({ path: "/chat.postMessage", effect: { cut: "after" } });
    const blind = control.fault({ path: "/conversations.history", times: 9, effect: { status: 500 } });
    expect((await call("send_message", args)).isError).toBe(true);
    blind();
    const lost = control.messages("eng-platform").at(-1);
    await call("send_message", said);
    if (lost) lost.text = "Deployed 1.2";
    expect((await call("send_message", args)).structured).toMatchObject({ reconciled: true, ts: lost?.ts });
  });

  test("a direct message is the app's own; a file and a scheduled message are the app's, too", async () => {
    const { call } = await story.connect("2026-07-28", { answer: yes });
    const { control, world } = story.standIn;
    const sent = await call("send_message", { to: ["trenn@harbor.example"], text: "Hello", as: "app" });
    expect(world.channels.get(String(sent.structured["channel"]))?.members).toEqual(new Set([BOT, "U0HARBOR02"]));
    await call("upload_file", { name: "a.txt", content_text: "a", channel: "#eng-platform", as: "app" });
    expect(control.messages("eng-platform").at(-1)).toMatchObject({ userId: BOT });
    const later = await call("schedule_message", {
      channel: "#eng-platform",
      text: "Later",
      at: "in 2 hours",
      as: "app",
    });
    expect((await call("list_scheduled", { kinds: ["message"] })).structured["items"]).toEqual([]);
    const cancelled = await call("cancel_scheduled", { ids: [later.structured["id"]] });
    expect(cancelled.structured["results"]).toMatchObject([{ status: "cancelled" }]);
    expect(world.scheduled.size).toBe(0);
  });

  test("what the person cannot see the app does not speak to for them", async () => {
    const { call } = await story.connect("2026-07-28", { as: "rguest" });
    story.standIn.control.channel("leadership").members.add(BOT);
    const result = await call("send_message", { channel: "G0LEADER01", text: "Psst", as: "app" });
    expect(result.code).toBe("not_found");
  });
});

describe("5. signed in for both tokens of an app that rotates them", () => {
  const story = useStory({ app: "rotating", env: { SLACK_TOKENS: "user+bot" } });

  test("both are renewed before they end, and the app goes on speaking", async () => {
    // Shorter than the time before their end at which tokens are renewed.
    story.standIn.control.switch({ tokenLifetimeS: 200 });
    const { call } = await story.connect("2026-07-28");
    story.standIn.control.switch({ tokenLifetimeS: 43_200 });
    const said = await call("send_message", { channel: "#eng-platform", text: "From the app", as: "app" });
    expect(said.isError).toBe(false);
    const { tokens } = (await call("get_me")).structured;
    expect(tokens).toMatchObject([
      { kind: "user", rotating: true },
      { kind: "bot", rotating: true },
    ]);
    const ended = (kind: string) =>
      [...story.standIn.world.tokens.values()].filter(
        (token) => token.revoked === "token_expired" && token.kind === kind,
      );
    expect(ended("bot").length).toBeGreaterThan(0);
    expect(ended("bot")).toHaveLength(ended("user").length);
  });
});

describe("5. signed in for one token", () => {
  const story = useStory();

  test("the app cannot speak, and why is said before anything is sent", async () => {
    const { call } = await story.connect("2026-07-28");
    const result = await call("send_message", { channel: "#eng-platform", text: "Hello", as: "app", dry_run: true });
    expect(result).toMatchObject({ code: "unsupported", text: expect.stringContaining("SLACK_TOKENS=user+bot") });
    expect(story.writes()).toEqual([]);
  });
});
