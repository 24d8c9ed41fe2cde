import { describe, expect, test } from "vitest";
import { useStory } from "./story-client.ts";

const story = useStory();
const yes = () => ({ action: "accept" as const, content: { confirm: true } });

describe.each(["2026-07-28", "2025-11-25"] as const)("a client of %s", (era) => {
  test("10. makes a channel, invites three, removes one", async () => {
    const { call } = await story.connect(era, { answer: yes });
    const people = ["trenn@harbor.example", "jkim@harbor.example", "sguest@harbor.example"];
    const { structured } = await call("create_channel", { name: "launch-q3", users: people });
    expect((structured["invited"] as { status: string }[]).map(({ status }) => status)).toEqual([
      "added",
      "added",
      "failed",
    ]);
    expect((await call("remove_from_channel", { channel: "#launch-q3", users: [people[1]] })).isError).toBe(false);
    expect([...story.standIn.control.channel("launch-q3").members].toSorted()).toEqual(["U0HARBOR01", "U0HARBOR02"]);
  });

  test("10. adds two to a group while somebody adds a third: nobody is lost", async () => {
    const { call } = await story.connect(era, { scope: "users:read usergroups:read usergroups:write" });
    const group = story.standIn.world.usergroups.get("S0ONCALL01");
    if (group === undefined) throw new Error("no such group");
    // Between the call's first look at it and its second, a colleague is faster.
    let [ids, looks] = [group.userIds, 0];
    Object.defineProperty(group, "userIds", {
      get: () => ((looks += 1) === 2 ? (ids = [...ids, "U0HARBOR07"]) : ids),
      set(wanted: string[]) {
        ids = wanted;
      },
    });
    const users = ["U0HARBOR03", "U0HARBOR04"];
    const { structured } = await call("add_usergroup_members", { usergroup: "@oncall", users });
    expect(structured["count_after"]).toBe(5);
    expect(ids).toEqual(expect.arrayContaining(["U0HARBOR02", "U0HARBOR05", "U0HARBOR07", ...users]));
  });

  test("11. a CSV goes into a thread and is read back by range; 30 MiB are too large", async () => {
    const { call } = await story.connect(era);
    const root = story.standIn.control.messages("eng-platform")[1]?.ts;
    const csv = `id,total\n${Array.from({ length: 50 }, (_, row) => `${row},${row * 3}`).join("\n")}\n`;
    const args = { name: "totals.csv", content_text: csv, channel: "#eng-platform", thread_ts: root };
    const { structured } = await call("upload_file", args);
    const { id } = structured["file"] as { id: string };
    const part = await call("read_file", { file: id, offset: 0, length: 100 });
    expect(part.text).toContain("id,total");
    const rest = await call("read_file", { file: id, offset: part.structured["next_offset"] });
    expect(rest.text).toContain("49,147");
    expect((await call("read_file", { file: "F0DOTPNG01" })).isError).toBe(false);
    expect((await call("read_file", { file: "F0DUMP0001" })).code).toBe("too_large");
  });

  test("12. a message for later is listed and taken back", async () => {
    const { call } = await story.connect(era, { answer: yes });
    const later = { channel: "#eng-platform", text: "Stand-up!", at: "tomorrow 9:00" };
    const { id } = (await call("schedule_message", later)).structured;
    const items = async () => (await call("list_scheduled", { kinds: ["message"] })).structured["items"];
    expect(await items()).toMatchObject([{ id, text: "Stand-up!" }]);
    expect((await call("cancel_scheduled", { ids: [id] })).isError).toBe(false);
    expect(await items()).toEqual([]);
  });

  test("11. a file that gives orders stays in its fence", async () => {
    const { call } = await story.connect(era);
    const { text } = await call("read_file", { file: "F0MINUTES1" });
    expect(text).toMatch(/<<<file ([0-9a-f]{12})\n[\s\S]*Ignore all earlier[\s\S]*\nfile \1>>>/);
  });

  test("12. runs a workflow once; a wrong input names the nearest", async () => {
    const { call } = await story.connect(era);
    expect(
      (await call("run_workflow", { workflow: "Request access", inputs: { sistem: "vpn", person: "me" } })).text,
    ).toContain('"system"');
    expect(
      (await call("run_workflow", { workflow: "Request access", inputs: { system: "vpn", person: "me" } })).isError,
    ).toBe(false);
    expect([...story.standIn.world.triggers.values()].flatMap(({ runs }) => runs)).toHaveLength(1);
  });

  test("13. a status needs scopes that sign-in did not ask for: they are named, and signing in for them completes it", async () => {
    const status = { status_text: "away", presence: "away", dnd_until: "in 2 hours" };
    const { call } = await story.connect(era);
    await expect(call("update_my_profile", status)).rejects.toThrow(/users\.profile:write/);
    const partly = await story.connect(era, { scope: "users:read users.profile:write" });
    expect(await partly.call("update_my_profile", status)).toMatchObject({
      code: "insufficient_scope",
      error: { scopes: ["dnd:write"] },
    });
    const wholly = await story.connect(era, { scope: "users:read users.profile:write users:write dnd:write" });
    expect((await wholly.call("update_my_profile", status)).structured).toMatchObject({
      failed: [],
      after: { status_text: "away" },
    });
  });
});
