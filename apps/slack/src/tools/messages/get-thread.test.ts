import { expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();
const root = () =>
  slack.standIn.control.messages("eng-platform").find(({ text }) => text.includes("blocked"))?.ts ?? "";

test("a thread by link, with who reacted", async () => {
  const link = `https://harbor-labs.slack.com/archives/C0ENGPLAT1/p${root().replace(".", "")}`;
  const { structured, text } = await slack.call("get_thread", { ts: link, include: ["reactors", "channel"] });
  expect(structured).toMatchObject({
    channel: "eng-platform",
    root: { author: { name: "Tom Renner" } },
    hash: expect.stringMatching(/^[0-9a-f]{12}$/),
  });
  expect(structured["items"]).toHaveLength(3);
  expect(text).toContain("↳");
});

test("by one of its replies, the whole thread", async () => {
  const reply = slack.standIn.control
    .messages("eng-platform")
    .find(({ text }) => text.startsWith("Works on staging"))?.ts;
  const { structured } = await slack.call("get_thread", { channel: "C0ENGPLAT1", ts: reply, include: ["reactors"] });
  expect(structured["root"]).toMatchObject({ ts: root() });
  expect(structured["reactors"]).toEqual([
    { name: "white_check_mark", users: ["Maja Lind", "Anna Petrova", "Jisoo Kim"] },
  ]);
});

test("page by page", async () => {
  const first = await slack.call("get_thread", { channel: "C0ENGPLAT1", ts: root(), limit: 2 });
  expect(first.structured["items"]).toHaveLength(2);
  const second = await slack.call("get_thread", {
    channel: "C0ENGPLAT1",
    ts: root(),
    limit: 2,
    cursor: first.structured["next_cursor"],
  });
  expect(second.structured["items"]).toMatchObject([{ text: expect.stringContaining("Works on staging") }]);
  expect(second.structured).not.toHaveProperty("next_cursor");
});

test("a message that is not there, and a ts that is none", async () => {
  expect((await slack.call("get_thread", { channel: "C0ENGPLAT1", ts: "1600000000.000001" })).code).toBe("not_found");
  expect((await slack.call("get_thread", { channel: "C0ENGPLAT1", ts: "1600000000" })).code).toBe("invalid_input");
  expect((await slack.call("get_thread", { ts: root() })).text).toContain("Pass channel");
});

test("by one of its replies: page by page, in a window, and by a link that names the root", async () => {
  const reply = slack.standIn.control
    .messages("eng-platform")
    .find(({ text }) => text.startsWith("Works on staging"))?.ts;
  const asked = { channel: "C0ENGPLAT1", ts: reply, limit: 2 };
  const first = await slack.call("get_thread", asked);
  expect(first.structured["items"]).toHaveLength(2);
  const second = await slack.call("get_thread", { ...asked, cursor: first.structured["next_cursor"] });
  expect(second.structured).toMatchObject({ root: { ts: root() }, items: [{ ts: reply }] });
  const later = await slack.call("get_thread", { ...asked, window: `${new Date().toISOString()}/` });
  expect(later.structured).toMatchObject({ root: { ts: root() }, items: [] });
  const before = slack.sent().length;
  const link = `https://harbor-labs.slack.com/archives/C0ENGPLAT1/p${reply?.replace(".", "")}?thread_ts=${root()}&cid=C0ENGPLAT1`;
  expect((await slack.call("get_thread", { ts: link })).structured["root"]).toMatchObject({ ts: root() });
  expect(slack.sent().slice(before)).toEqual(["conversations.replies"]);
});
