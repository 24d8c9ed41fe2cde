import { expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();

test("topic, people, and on request what hangs on it", async () => {
  const include = ["pins", "bookmarks", "canvas", "workflows"];
  const { structured } = await slack.call("get_channel", { channel: "#eng-platform", include });
  expect(structured).toMatchObject({
    id: "C0ENGPLAT1",
    type: "public",
    members: 7,
    topic: expect.stringContaining("Platform"),
    pins: [{ text: expect.stringContaining("blocked") }],
    bookmarks: [{ title: "Runbook" }],
    canvas: "F0CANVAS01",
    workflows: [{ title: "Request access" }],
  });
});

test("a shared one says with whom", async () => {
  expect((await slack.call("get_channel", { channel: "#ext-northwind" })).structured).toMatchObject({
    is_external: true,
    external_teams: ["T0NORTH01"],
  });
});

test("a hidden one is not there", async () => {
  expect((await slack.call("get_channel", { channel: "G0LEADER01" }, { as: "trenn" })).code).toBe("not_found");
});
