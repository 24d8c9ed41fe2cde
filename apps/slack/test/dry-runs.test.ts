import { expect, test } from "vitest";
import { slack as connector } from "../src/connector.ts";
import { useSlack } from "./harness.ts";

const slack = useSlack();

/** Arguments that make each writing tool write. */
const CALLS: Readonly<Record<string, Record<string, unknown>>> = {
  send_message: { to: ["@trenn", "@jkim"], text: "Hello" },
  update_message: { channel: "#eng-platform", ts: "first", text: "Hello" },
  delete_message: { channel: "#eng-platform", ts: ["first"] },
  add_reaction: { channel: "#eng-platform", ts: "first", emoji: "eyes" },
  remove_reaction: { channel: "#eng-platform", ts: "first", emoji: "eyes" },
  create_channel: { name: "launch-q3", users: ["@trenn"], topic: "Launch" },
  update_channel: { channel: "#design", topic: "Drafts", name: "drafts" },
  invite_to_channel: { channel: "#design", users: ["@trenn"] },
  remove_from_channel: { channel: "#design", users: ["iokafor@harbor.example"] },
  create_usergroup: { name: "Launch", users: ["@trenn"] },
  add_usergroup_members: { usergroup: "@oncall", users: ["@jkim"] },
  remove_usergroup_members: { usergroup: "@oncall", users: ["@trenn"] },
  update_my_profile: { status_text: "away", presence: "away", dnd_until: "in 2 hours" },
  upload_file: { name: "a.txt", content_text: "a", channel: "#eng-platform" },
  schedule_message: { channel: "#eng-platform", text: "Later", at: "in 2 hours" },
  cancel_scheduled: { ids: ["Rm0HARBOR1"] },
  run_workflow: { workflow: "Request access", inputs: { system: "vpn", person: "me" } },
};

const writes = Object.values(connector.toolsets)
  .flatMap(({ tools }) => tools)
  .filter(({ access }) => access !== "read")
  .map(({ name }) => name);

test("every writing tool is in the table", () => {
  expect(Object.keys(CALLS).toSorted()).toEqual(writes.toSorted());
});

test.each(writes)("%s sends nothing but reads as a dry run, and says what it would do", async (name) => {
  const first = slack.standIn.control.messages("eng-platform")[1]?.ts;
  const args = JSON.parse(JSON.stringify(CALLS[name]).replaceAll('"first"', JSON.stringify(first))) as Record<
    string,
    unknown
  >;
  const result = await slack.call(name, { ...args, dry_run: true });
  expect(result.structured, result.text).toHaveProperty("preview");
  expect(result.text).toContain("nothing was sent");
  expect(slack.writes()).toEqual([]);
});
