import { expect, test } from "vitest";
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
