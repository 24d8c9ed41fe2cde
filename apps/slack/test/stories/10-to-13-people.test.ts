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
