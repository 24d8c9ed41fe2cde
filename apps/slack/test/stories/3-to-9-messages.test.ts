import { describe, expect, test } from "vitest";
import { useStory } from "./story-client.ts";

const story = useStory({ env: { SLACK_ALLOW_BROADCAST: "true" } });

describe.each(["2026-07-28", "2025-11-25"] as const)("a client of %s", (era) => {
  test("3. to the end by the cursor; one that was tampered with is refused", async () => {
    const { call } = await story.connect(era);
    const seen: string[] = [];
    let cursor: unknown;
    do {
      const args = { channel: "#eng-platform", window: "1w", limit: 2, ...(cursor !== undefined && { cursor }) };
      const { structured } = await call("list_messages", args);
      seen.unshift(...(structured["items"] as { ts: string }[]).map(({ ts }) => ts));
      cursor = structured["next_cursor"];
      if (typeof cursor === "string" && seen.length === 2) {
        const bent = `${cursor.slice(0, -4)}AAAA`;
        expect((await call("list_messages", { ...args, cursor: bent })).code).toBe("invalid_input");
      }
    } while (cursor !== undefined);
    expect(seen).toEqual(seen.toSorted());
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(5);
  });

  test("3. catches up on #eng-platform since yesterday", async () => {
    const { call } = await story.connect(era);
    const { structured, text } = await call("list_messages", { channel: "#eng-platform", window: "yesterday" });
    expect(structured["items"]).toHaveLength(4);
    expect(text).toContain("Tom Renner");
    expect(text).toContain("[3 replies]");
  });

  test("4. reads the incident in order, within the budget, page by page", async () => {
    const { call } = await story.connect(era);
    const args = { channels: ["#incident-2041"], window: "yesterday", view: "timeline", budget_tokens: 700 };
    const first = await call("get_digest", args);
    const second = await call("get_digest", { ...args, cursor: first.structured["next_cursor"] });
    const times = [first, second].flatMap(({ structured }) =>
      (structured["topics"] as { ts: string }[]).map(({ ts }) => ts),
    );
    expect(times).toEqual(times.toSorted());
    expect(first.text).toContain("Checkout error rate above 5 %");
  });

  test("5. posts once: reply lost, found, replayed; another text is refused", async () => {
    const { call } = await story.connect(era);
    const args = { channel: "#eng-platform", text: "Once, **really**", idempotency_key: "once" };
    expect((await call("send_message", { ...args, dry_run: true })).structured).toHaveProperty("preview");
    story.standIn.control.fault({ path: "/chat.postMessage", effect: { cut: "after" } });
    const first = await call("send_message", args);
    expect(first.structured).toMatchObject({ reconciled: true });
    expect((await call("send_message", args)).meta).toMatchObject({ "dev.fairlead/replayed": true });
    expect((await call("send_message", { ...args, text: "Twice" })).code).toBe("conflict");
    expect(story.standIn.control.messages("eng-platform").filter(({ text }) => text.startsWith("Once"))).toHaveLength(
      1,
    );
  });

  test("6. a broadcast that is allowed is asked for first", async () => {
    const args = { channel: "#eng-platform", text: "Fire drill", broadcast: "channel" };
    const no = await story.connect(era, { answer: () => ({ action: "decline" }) });
    expect((await no.call("send_message", args)).code).toBe("cancelled");
    const yes = await story.connect(era, { answer: () => ({ action: "accept", content: { confirm: true } }) });
    expect((await yes.call("send_message", args)).isError).toBe(false);
    expect(story.standIn.control.messages("eng-platform").at(-1)?.notified.length).toBeGreaterThan(2);
  });

  test("6. a text with everything in it notifies those two whom it names, and nobody else", async () => {
    const { call } = await story.connect(era);
    const text = "<!channel> <@U0HARBOR03> and trenn: @trenn@harbor.example, <!here>";
    const { structured } = await call("send_message", { channel: "#eng-platform", text });
    expect(structured["mentions"]).toHaveLength(2);
    const posted = story.standIn.control.messages("eng-platform").at(-1);
    expect([...(posted?.notified ?? [])].toSorted()).toEqual(["U0HARBOR02", "U0HARBOR03"]);
  });

  test("7. a stale hash is a conflict that tells today's text", async () => {
    const { call } = await story.connect(era);
    const { structured: sent } = await call("send_message", { channel: "#eng-platform", text: "Draft" });
    const place = { channel: "#eng-platform", ts: sent["ts"] };
    const { structured: read } = await call("get_thread", place);
    const edit = { ...place, text: "Final", expected_hash: read["hash"] };
    expect((await call("update_message", edit)).structured).toMatchObject({ before: "Draft", after: "Final" });
    const stale = await call("update_message", { ...edit, text: "Other" });
    expect(stale).toMatchObject({ code: "conflict", error: { details: { text: "Final" } } });
  });

  test("8. a private message is found by meaning and, without that, by keyword; coverage says what was not searched", async () => {
    const { call } = await story.connect(era);
    story.standIn.control.say("leadership", "mlind", "The zeppelin budget is approved");
    const search = async () => call("search_messages", { query: "zeppelin" });
    expect((await search()).structured).toMatchObject({ engine: "semantic", items: [{ channel: "G0LEADER01" }] });
    story.standIn.control.switch({ semanticSearch: false });
    expect((await search()).structured).toMatchObject({ engine: "keyword", items: [{ channel: "G0LEADER01" }] });
    story.standIn.control.switch({ semanticSearch: true });
    const scope = "search:read search:read.public search:read.private users:read";
    const fewer = await story.connect(era, { as: "trenn", scope });
    expect((await fewer.call("search_messages", { query: "migration" })).structured["coverage"]).toMatchObject({
      complete: false,
      missing_scopes: expect.arrayContaining(["search:read.im"]),
    });
  });

  test("9. two Sams are ambiguous, an e-mail is not; nobody's directory is listed", async () => {
    story.standIn.control.crowd({ users: 5_000, channels: 800 });
    const { call } = await story.connect(era);
    const two = await call("get_users", { users: ["Sam"] });
    expect(two).toMatchObject({ code: "invalid_input", error: { details: { reason: "ambiguous_reference" } } });
    expect((await call("get_users", { users: ["sam.okoye@harbor.example"] })).isError).toBe(false);
    expect(story.standIn.control.requests().filter(({ path }) => path === "/users.list")).toEqual([]);
  });

  test("14. a limit of a second is waited out, one of a minute is told; where histories are rationed, search is used", async () => {
    const { call } = await story.connect(era);
    const { control } = story.standIn;
    control.fault({ path: "/conversations.members", effect: { retryAfterS: 1 } });
    expect((await call("list_members", { channel: "#eng-platform" })).isError).toBe(false);
    control.fault({ path: "/reactions.add", effect: { retryAfterS: 60 } });
    const ts = control.messages("eng-platform")[1]?.ts;
    const limited = await call("add_reaction", { channel: "#eng-platform", ts, emoji: "eyes" });
    expect(limited).toMatchObject({ code: "rate_limited", error: { retry_after_s: 60 } });
    control.fault({ path: "/conversations.history", effect: { retryAfterS: 58 } });
    const { structured } = await call("list_messages", { channel: "#eng-platform" });
    expect(structured["coverage"]).toMatchObject({ complete: false, reason: expect.stringContaining("search") });
  });

  test("7. deletes only after a yes", async () => {
    let asked = 0;
    const { call } = await story.connect(era, {
      answer: () => {
        asked += 1;
        return { action: "accept", content: { confirm: true } };
      },
    });
    const { structured } = await call("send_message", { channel: "#eng-platform", text: "Oops" });
    expect((await call("delete_message", { channel: "#eng-platform", ts: [structured["ts"]] })).isError).toBe(false);
    expect(asked).toBe(1);
  });

  test("a message to another organization's people is asked for first", async () => {
    const { call } = await story.connect(era, { answer: () => ({ action: "accept", content: { confirm: true } }) });
    expect((await call("send_message", { channel: "#ext-northwind", text: "Hello" })).isError).toBe(false);
    expect(story.standIn.control.messages("ext-northwind").at(-1)?.text).toBe("Hello");
  });
});
