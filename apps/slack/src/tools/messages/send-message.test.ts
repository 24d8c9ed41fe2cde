import { describe, expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();
const send = (args: Record<string, unknown>) => slack.call("send_message", args);
const last = (channel = "eng-platform") => slack.standIn.control.messages(channel).at(-1);

test("Markdown goes out, and a link to it comes back", async () => {
  const { structured } = await send({
    channel: "#eng-platform",
    text: "**Done**: see [docs](https://wiki.harbor.example)",
  });
  expect(last()?.text).toBe("*Done*: see <https://wiki.harbor.example|docs>");
  expect(structured).toMatchObject({
    channel: "C0ENGPLAT1",
    ts: last()?.ts,
    link: `https://harbor-labs.slack.com/archives/C0ENGPLAT1/p${last()?.ts.replace(".", "")}`,
  });
});

test("nothing is sent as a dry run, and nothing is previewed by Slack", async () => {
  const { structured } = await send({ channel: "#eng-platform", text: "x https://a.example", dry_run: true });
  expect(structured).toMatchObject({
    preview: { request: [{ body: { channel: "C0ENGPLAT1", unfurl_links: "false" } }] },
  });
  expect(slack.writes()).toEqual([]);
});

test("two people are notified, and nobody by a broadcast in the text", async () => {
  const text = "<!channel> <@U0HARBOR02|Tom>, @apetrova@harbor.example, <@U0NOBODY99> and `<!here>`";
  const { structured } = await send({ channel: "#eng-platform", text });
  expect(last()?.notified).toEqual(["U0HARBOR02", "U0HARBOR07"]);
  expect(structured["mentions"]).toMatchObject([{ name: "Tom Renner" }, { name: "Anna Petrova" }]);
  expect(structured["warnings"]).toEqual([expect.stringContaining("U0NOBODY99")]);
});

test("in blocks, those who are looked up are mentioned, and nobody else", async () => {
  const text = "<@U0HARBOR02|Tom> <@U0NOBODY99> <!subteam^S0NOBODY1> < !here> a < b";
  const blocks = [{ type: "section", text: { type: "mrkdwn", text } }];
  const { structured } = await send({ channel: "#eng-platform", text: "x", blocks });
  expect(last()?.blocks).toEqual([
    {
      type: "section",
      text: { type: "mrkdwn", text: "<@U0HARBOR02> &lt;@U0NOBODY99> &lt;!subteam^S0NOBODY1> &lt; !here> a < b" },
    },
  ]);
  expect(structured["mentions"]).toMatchObject([{ name: "Tom Renner" }]);
  expect(structured["warnings"]).toHaveLength(2);
});

test("whom the token may not look up stays text, and the message is sent", async () => {
  const { tokens, world, control } = slack.standIn;
  const scopes = [...(world.tokens.get(tokens.mlind)?.scopes ?? [])];
  control.scopes(
    tokens.mlind,
    scopes.filter((scope) => !scope.startsWith("users:read") && scope !== "usergroups:read"),
  );
  const text = "cc @maja@mastodon.example, <@U0HARBOR02> and <!subteam^S0PLATFORM>";
  const { isError, structured, text: said } = await send({ channel: "C0ENGPLAT1", text });
  expect(isError, said).toBe(false);
  expect(last()?.notified).toEqual([]);
  expect(structured["warnings"]).toHaveLength(3);
});

describe("a broadcast", () => {
  test("is refused where the operator has not allowed it", async () => {
    expect(
      await send({ channel: "#eng-platform", text: "x", broadcast: "channel", confirm: "#eng-platform" }),
    ).toMatchObject({ code: "policy_denied" });
    expect(slack.writes()).toEqual([]);
  });

  test("is refused in blocks, and inert in their texts", async () => {
    const rich = {
      type: "rich_text",
      elements: [{ type: "rich_text_section", elements: [{ type: "broadcast", range: "channel" }] }],
    };
    expect((await send({ channel: "#eng-platform", text: "x", blocks: [rich] })).code).toBe("policy_denied");
    await send({
      channel: "#eng-platform",
      text: "x",
      blocks: [{ type: "section", text: { type: "mrkdwn", text: "<!channel> hi" } }],
    });
    expect(JSON.stringify(last()?.blocks)).toContain("&lt;!channel>");
  });
});

describe("where it goes", () => {
  test("a reply, shown in the channel too", async () => {
    const root = slack.standIn.control.messages("eng-platform")[1]?.ts;
    const { structured } = await send({
      channel: "#eng-platform",
      text: "Me too",
      thread_ts: root,
      also_to_channel: true,
    });
    expect(last()).toMatchObject({ threadTs: root, subtype: "thread_broadcast" });
    expect(structured["link"]).toContain(`thread_ts=${root}`);
  });

  test("a person, in the direct message that there is", async () => {
    expect((await send({ channel: "@trenn", text: "psst" })).structured).toMatchObject({ channel: "D0MAJATOM1" });
  });

  test("several people, in a group message that is begun", async () => {
    const { structured } = await send({ to: ["@trenn", "@jkim"], text: "You two" });
    expect(last(String(structured["channel"]))?.text).toBe("You two");
  });

  test("one person alone sees it", async () => {
    const before = slack.standIn.control.messages("eng-platform").length;
    expect((await send({ channel: "#eng-platform", text: "psst", only_visible_to: "@trenn" })).isError).toBe(false);
    expect(slack.standIn.control.messages("eng-platform")).toHaveLength(before);
    // Its end would be seen by nobody.
    const long = `${"word ".repeat(900).trim()}\n\n`.repeat(5);
    const args = { channel: "#eng-platform", text: long, only_visible_to: "@trenn" };
    expect((await send(args)).code).toBe("too_large");
  });

  test("neither or both is a mistake", async () => {
    expect((await send({ text: "x" })).code).toBe("invalid_input");
    expect((await send({ channel: "#general", to: ["@trenn"], text: "x" })).code).toBe("invalid_input");
  });
});

test("a long text becomes a message and replies; a very long one is refused", async () => {
  const paragraph = `${"word ".repeat(900).trim()}\n\n`;
  const { structured } = await send({ channel: "#eng-platform", text: paragraph.repeat(5) });
  expect((structured["parts"] as string[]).length).toBe(2);
  const ts = structured["ts"];
  expect(
    slack.standIn.control
      .messages("eng-platform")
      .slice(-2)
      .every(({ threadTs }) => threadTs === ts),
  ).toBe(true);
  expect((await send({ channel: "#eng-platform", text: paragraph.repeat(20) })).code).toBe("too_large");
});

test("channels that others run say why not", async () => {
  expect((await slack.call("send_message", { channel: "C0ANNOUNCE", text: "x" }, { as: "trenn" })).code).toBe(
    "forbidden",
  );
  expect((await send({ channel: "C0OLDLAUNC", text: "x" })).code).toBe("conflict");
  for (const channel of ["#ext-northwind", "U0NORTH003"])
    expect((await send({ channel, text: "x" })).code, channel).toBe("policy_denied");
});

describe("a reply by a link", () => {
  const thread = () =>
    slack.standIn.control.messages("eng-platform").filter(({ threadTs }) => threadTs !== undefined) as {
      ts: string;
      threadTs: string;
    }[];
  const linkTo = (ts: string, rest = "") =>
    `https://harbor-labs.slack.com/archives/C0ENGPLAT1/p${ts.replace(".", "")}${rest}`;

  test("to one of the thread's messages: it goes to the root, and the channel may be left out", async () => {
    const { ts = "", threadTs = "" } = thread().at(-1) ?? {};
    const { structured, text } = await send({ thread_ts: linkTo(ts, `?thread_ts=${threadTs}`), text: "Me too" });
    expect(last(), text).toMatchObject({ threadTs, text: "Me too" });
    expect(structured["link"]).toContain(`thread_ts=${threadTs}`);
    const at = "in 2 hours";
    const later = { channel: "#eng-platform", thread_ts: linkTo(threadTs), text: "Later", at };
    expect((await slack.call("schedule_message", later)).isError).toBe(false);
    expect(slack.writes().at(-1)?.body).toMatchObject({ thread_ts: threadTs });
    const file = { name: "a.txt", content_text: "a", thread_ts: linkTo(ts, `?thread_ts=${threadTs}`) };
    expect((await slack.call("upload_file", file)).isError).toBe(false);
    expect(last()).toMatchObject({ threadTs, fileIds: [expect.any(String)] });
  });

  test("of another conversation, or to nothing, is refused", async () => {
    const [{ threadTs } = { threadTs: "" }] = thread();
    for (const args of [
      { channel: "#general", thread_ts: linkTo(threadTs) },
      { channel: "#general", thread_ts: "yesterday" },
    ]) {
      expect((await send({ ...args, text: "x" })).code).toBe("invalid_input");
      expect((await slack.call("schedule_message", { ...args, text: "x", at: "in 2 hours" })).code).toBe(
        "invalid_input",
      );
    }
    const nowhere = { name: "a.txt", content_text: "a", thread_ts: threadTs };
    expect((await slack.call("upload_file", nowhere)).code).toBe("invalid_input");
    expect(slack.writes()).toEqual([]);
  });
});
