import { describe, expect, test } from "vitest";
import { useStory } from "./story-client.ts";

const story = useStory({ env: { SLACK_ALLOW_BROADCAST: "true" } });

describe.each(["2026-07-28", "2025-11-25"] as const)("a client of %s", (era) => {
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
