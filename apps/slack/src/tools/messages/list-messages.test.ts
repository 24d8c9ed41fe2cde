import { describe, expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();

interface Row {
  ts: string;
  text: string;
  author: { name: string; kind: string };
  subtype?: string;
  replies?: Row[];
  thread?: { reply_count: number };
}
const list = (args: Record<string, unknown>) => slack.call("list_messages", args);
const itemsOf = ({ structured }: { structured: Record<string, unknown> }) => structured["items"] as Row[];

test("yesterday in the person's own days, names in place of ids, oldest first", async () => {
  const result = await list({ channel: "#eng-platform", window: "yesterday" });
  const items = itemsOf(result);
  expect(items.map(({ author }) => author.name)).toEqual(["Tom Renner", "Sam Okoye", "Jisoo Kim", "Diego Costa"]);
  expect(items[0]).toMatchObject({
    thread: { reply_count: 3 },
    text: expect.stringContaining("<@U0HARBOR01|Maja Lind>"),
  });
  expect(result.structured["range"]).toMatchObject({ from: expect.stringMatching(/T00:00:00/), tz: "Europe/Paris" });
  expect(result.structured["coverage"]).toEqual({ complete: true });
});

test("what a person posts through an app is theirs, what an app posts is the app's", async () => {
  await slack.call("send_message", { channel: "#eng-platform", text: "Mine" });
  expect(slack.standIn.control.messages("eng-platform").at(-1)).toHaveProperty("botId");
  slack.standIn.control.say("eng-platform", "alerts", "Disk full", { botId: "B0HARBOR91" });
  slack.standIn.control.say("eng-platform", "trenn", "Hello from Northwind", { userId: "U0NORTH003" });
  expect(itemsOf(await list({ channel: "#eng-platform", limit: 3 })).map(({ author }) => author)).toMatchObject([
    { name: "Maja Lind", kind: "person" },
    { name: "Alerts", kind: "app" },
    { name: "Priya Shah", kind: "external" },
  ]);
});

test("the cursor walks back to the beginning, without gap or repeat", async () => {
  const seen: string[] = [];
  let cursor: unknown;
  let pages = 0;
  do {
    const result = await list({ channel: "#random", limit: 100, ...(cursor !== undefined && { cursor }) });
    const page = itemsOf(result).map(({ ts }) => ts);
    expect(page).toEqual(page.toSorted());
    seen.unshift(...page);
    cursor = result.structured["next_cursor"];
    pages += 1;
  } while (cursor !== undefined && pages < 100);
  expect(seen).toEqual(slack.standIn.control.messages("random").map(({ ts }) => ts));
});

test("a cursor that was tampered with is refused", async () => {
  const { structured } = await list({ channel: "#random", limit: 10 });
  const cursor = `${String(structured["next_cursor"]).slice(0, -2)}xx`;
  expect((await list({ channel: "#random", limit: 10, cursor })).code).toBe("invalid_input");
});

describe("threads", () => {
  test("in full", async () => {
    const items = itemsOf(await list({ channel: "#eng-platform", window: "yesterday", threads: "full" }));
    expect(items[0]?.replies?.map(({ author }) => author.name)).toEqual(["Maja Lind", "Anna Petrova", "Tom Renner"]);
  });

  test("not at all", async () => {
    expect(
      itemsOf(await list({ channel: "#eng-platform", window: "yesterday", threads: "none" }))[0],
    ).not.toHaveProperty("thread");
  });
});

test("one person's messages; joins and topics on request", async () => {
  const mine = itemsOf(await list({ channel: "#incident-2041", from: "me" }));
  expect(new Set(mine.map(({ author }) => author.name))).toEqual(new Set(["Maja Lind"]));
  expect(mine.some(({ subtype }) => subtype !== undefined)).toBe(false);
  const all = itemsOf(await list({ channel: "#incident-2041", include_system: true }));
  expect(all.map(({ subtype }) => subtype)).toContain("channel_topic");
});

test("alerts without a text are readable", async () => {
  const [alert] = itemsOf(await list({ channel: "#incident-2041", window: "2d" }));
  expect(alert?.author).toMatchObject({ name: "Alerts", kind: "app" });
  expect(alert?.text).toContain("Checkout error rate above 5 %");
  expect(alert?.text).toContain("critical");
  expect(alert?.text).toContain("https://alerts.harbor.example/7001");
});

test("a direct message by the person, by reads alone", async () => {
  expect(itemsOf(await list({ channel: "@trenn" }))[0]?.text).toContain("salary bands");
  expect(slack.writes()).toEqual([]);
  expect((await list({ channel: "hweber@harbor.example" })).code).toBe("not_found");
});

test("a private channel that one is not in looks as if it were not there", async () => {
  expect((await slack.call("list_messages", { channel: "G0LEADER01" }, { as: "trenn" })).code).toBe("not_found");
});

test.each(["soon", "2026-13-01/", "1y"])("%j is no window", async (window) => {
  expect(await list({ channel: "#random", window })).toMatchObject({
    code: "invalid_input",
    text: expect.stringContaining("yesterday"),
  });
});

test("since and until are taken for a window", async () => {
  const { structured } = await list({ channel_id: "C0GENERAL1", since: "2026-03-29", until: "2026-03-30" });
  expect((structured["items"] as Row[])[0]?.text).toContain("clocks change");
});

test("a thread whose first message was deleted stays, and so do kinds of messages that Slack adds one day", async () => {
  const { ts } = (await slack.call("send_message", { channel: "#eng-platform", text: "Oops" })).structured;
  await slack.call("send_message", { channel: "#eng-platform", thread_ts: ts, text: "Still here" });
  await slack.call("delete_message", { channel: "#eng-platform", ts: [ts], confirm: "#eng-platform" });
  slack.standIn.control.say("eng-platform", "trenn", "Notes of the huddle", { subtype: "huddle_thread" });
  const items = itemsOf(await list({ channel: "#eng-platform", limit: 2 }));
  expect(items).toMatchObject([{ ts, subtype: "tombstone", thread: { reply_count: 1 } }, { subtype: "huddle_thread" }]);
  const { structured } = await slack.call("get_digest", { channels: ["#eng-platform"], window: "1h" });
  expect(structured["topics"]).toContainEqual(expect.objectContaining({ ts, replies: 1 }));
});

test("more threads than are opened at once: it says that replies are missing", async () => {
  for (let count = 0; count < 11; count += 1) {
    const root = slack.standIn.control.say("design", "mlind", `Topic ${count}`);
    root.threadTs = root.ts;
    slack.standIn.control.say("design", "iokafor", "Reply", { threadTs: root.ts });
  }
  const { structured } = await list({ channel: "#design", window: "1h", threads: "full" });
  expect(structured["coverage"]).toMatchObject({ complete: false, reason: expect.stringContaining("1 threads") });
});
