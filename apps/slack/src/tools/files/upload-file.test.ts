import { expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();
const csv = { name: "orders.csv", content_text: "a,b\n1,2\n" };

test("in three steps, into a thread, and read back", async () => {
  const root = slack.standIn.control.messages("eng-platform")[1]?.ts;
  const { structured } = await slack.call("upload_file", {
    ...csv,
    channel: "#eng-platform",
    thread_ts: root,
    alt_text: "Two columns",
    comment: "See [docs](https://a.example), <!channel>",
  });
  expect(structured).toMatchObject({ file: { id: expect.stringMatching(/^F/) }, message: { channel: "C0ENGPLAT1" } });
  const shared = slack.standIn.control.messages("eng-platform").at(-1);
  expect(shared).toMatchObject({ threadTs: root, text: "See docs https://a.example, &lt;!channel&gt;", notified: [] });
  const { id } = structured["file"] as { id: string };
  expect(slack.standIn.world.files.get(id)?.altText).toBe("Two columns");
  expect((await slack.call("read_file", { file: id })).structured["text"]).toContain("a,b\n1,2");
});

test("the address of an upload is in no result, and the bytes go there without the token", async () => {
  const { text } = await slack.call("upload_file", { ...csv, channel: "#eng-platform" });
  expect(text).not.toContain("/upload/");
  expect(slack.log()).not.toContain("/upload/v1/");
});

test("both contents, none, too much, or no base64", async () => {
  const upload = async (args: Record<string, unknown>) =>
    (await slack.call("upload_file", { name: "a.txt", ...args })).code;
  expect(await upload({})).toBe("invalid_input");
  expect(await upload({ content_text: "a", content_base64: "YQ==" })).toBe("invalid_input");
  expect(await upload({ content_base64: "not base64!" })).toBe("invalid_input");
  expect(await upload({ content_text: "x".repeat(1_100_000) })).toBe("too_large");
});

test("a lost answer after it was shared is found again", async () => {
  slack.standIn.control.fault({ path: "/files.completeUploadExternal", effect: { cut: "after" } });
  const args = { ...csv, channel: "#eng-platform", comment: "Once", idempotency_key: "csv" };
  expect((await slack.call("upload_file", args)).structured).toMatchObject({ reconciled: true });
  expect(slack.standIn.control.messages("eng-platform").filter(({ text }) => text === "Once")).toHaveLength(1);
});

test("a file that is shared is no failure, whatever keeps its message from being seen", async () => {
  const { control, tokens, world } = slack.standIn;
  const args = { name: "seen.txt", content_text: "x", channel: "C0ENGPLAT1" };
  control.fault({ path: "/files.info", effect: { retryAfterS: 60 } });
  const { isError, structured, text } = await slack.call("upload_file", args);
  expect(isError, text).toBe(false);
  expect(structured).toMatchObject({ file: { id: expect.any(String) }, warnings: [expect.stringContaining("shared")] });
  control.scopes(
    tokens.mlind,
    [...(world.tokens.get(tokens.mlind)?.scopes ?? [])].filter((scope) => scope !== "files:read"),
  );
  expect((await slack.call("upload_file", args)).isError).toBe(false);
});
