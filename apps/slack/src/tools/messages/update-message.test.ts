import { expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();

async function posted() {
  const { structured } = await slack.call("send_message", { channel: "#eng-platform", text: "First" });
  const ts = structured["ts"];
  const { structured: thread } = await slack.call("get_thread", { channel: "#eng-platform", ts });
  return { channel: "#eng-platform", ts, hash: thread["hash"] };
}

test("the words change, and before and after are told", async () => {
  const { hash, ...place } = await posted();
  const { structured } = await slack.call("update_message", { ...place, text: "**Second**", expected_hash: hash });
  expect(structured).toMatchObject({ before: "First", after: "**Second**" });
  expect(slack.standIn.control.messages("eng-platform").at(-1)).toMatchObject({
    text: "*Second*",
    blocks: [{ type: "markdown" }],
  });
});

test("a text that has changed since it was read is a conflict", async () => {
  const { hash, ...place } = await posted();
  await slack.call("update_message", { ...place, text: "Second" });
  const stale = await slack.call("update_message", { ...place, text: "Third", expected_hash: hash });
  expect(stale).toMatchObject({ code: "conflict", structured: { details: { text: "Second" } } });
  expect(slack.standIn.control.messages("eng-platform").at(-1)?.text).toBe("Second");
});

test("somebody else's message is not mine to change", async () => {
  const { ts } = slack.standIn.control.messages("eng-platform")[1] ?? {};
  expect((await slack.call("update_message", { channel: "#eng-platform", ts, text: "x" })).code).toBe("forbidden");
});

test("as a dry run nothing changes", async () => {
  const { hash: _hash, ...place } = await posted();
  const { structured } = await slack.call("update_message", { ...place, text: "Second", dry_run: true });
  expect(structured).toMatchObject({ preview: { before: "First", after: "Second" } });
  expect(slack.standIn.control.messages("eng-platform").at(-1)?.text).toBe("First");
});

test("the hash that an edit gives is good for the next one, mentions and all", async () => {
  const { hash: _hash, ...place } = await posted();
  const { structured } = await slack.call("update_message", { ...place, text: "Ask <@U0HARBOR02>" });
  expect(structured["after"]).toBe("Ask <@U0HARBOR02|Tom Renner>");
  const again = await slack.call("update_message", { ...place, text: "Done", expected_hash: structured["hash"] });
  expect(again.isError, again.text).toBe(false);
});

test("blocks alone are enough, and show in the words beside them", async () => {
  const { hash: _hash, ...place } = await posted();
  const blocks = [{ type: "section", text: { type: "mrkdwn", text: "*Third*" } }];
  expect((await slack.call("update_message", { ...place, blocks })).structured["after"]).toBe("**Third**");
  expect(slack.standIn.control.messages("eng-platform").at(-1)).toMatchObject({ text: "*Third*", blocks });
  for (const args of [{}, { blocks: [{ type: "divider", block_id: "x" }].slice(1) }])
    expect((await slack.call("update_message", { ...place, ...args })).code).toBe("invalid_input");
});

test("the hash of a thread is that of the reply that was asked for", async () => {
  const { ts: root } = await posted();
  const { structured } = await slack.call("send_message", { channel: "#eng-platform", thread_ts: root, text: "Reply" });
  const place = { channel: "#eng-platform", ts: structured["ts"] };
  const { hash } = (await slack.call("get_thread", place)).structured;
  const edit = await slack.call("update_message", { ...place, text: "Reply, edited", expected_hash: hash });
  expect(edit.isError, edit.text).toBe(false);
});
