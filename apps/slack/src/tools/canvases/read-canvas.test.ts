import { describe, expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();

test("a channel's canvas, people by name, with its headings", async () => {
  const { structured } = await slack.call("read_canvas", { canvas: "#eng-platform" });
  expect(structured).toMatchObject({
    id: "F0CANVAS01",
    title: "Platform handbook",
    markdown: expect.stringContaining("<@U0HARBOR05|Sam Okoye>"),
  });
  expect(structured["sections"]).toEqual([
    { heading: "Platform handbook", level: 1 },
    { heading: "On call", level: 2 },
    { heading: "Deploys", level: 2 },
  ]);
});

test("one section, a part of it, and no canvas at all", async () => {
  expect(
    (await slack.call("read_canvas", { canvas: "F0CANVAS01", contains: "fridays" })).structured["markdown"],
  ).toMatch(/^## Deploys/);
  expect((await slack.call("read_canvas", { canvas: "F0CANVAS01", length: 20 })).structured).toMatchObject({
    next_offset: 20,
  });
  expect((await slack.call("read_canvas", { canvas: "#design" })).code).toBe("not_found");
});

describe("where Slack has no method for its text, the file has it", () => {
  const without = () =>
    slack.standIn.control.fault({ path: "/canvases.getContent", times: 9, effect: { error: "unknown_method" } });

  test("with the same text, and the method is not asked for again", async () => {
    const { structured: given } = await slack.call("read_canvas", { canvas: "F0CANVAS01" });
    without();
    const { structured } = await slack.call("read_canvas", { canvas: "#eng-platform" });
    expect(structured).toMatchObject({
      id: "F0CANVAS01",
      title: given["title"],
      sections: given["sections"],
      markdown: String(given["markdown"]).trim(),
    });
    await slack.call("read_canvas", { canvas: "F0CANVAS01", contains: "fridays" });
    expect(slack.sent().filter((method) => method === "canvases.getContent")).toHaveLength(2);
  });

  test("a sign-in page is no canvas", async () => {
    without();
    slack.standIn.control.fault({ path: "/files-pri/**", effect: { html: true } });
    expect((await slack.call("read_canvas", { canvas: "F0CANVAS01" })).code).toBe("forbidden");
  });

  test("whatever somebody wrote in it, it is text", async () => {
    without();
    const canvas = slack.standIn.world.files.get("F0CANVAS01");
    if (canvas)
      canvas.content = Buffer.from(`<p class='line'>a<script>x</script><!-- b --><a href="javascript:y">c</a></p>`);
    expect((await slack.call("read_canvas", { canvas: "F0CANVAS01" })).structured["markdown"]).toBe("ac");
  });
});
