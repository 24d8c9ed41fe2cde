import { expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();

test("asks first; removes, and me leaves", async () => {
  const args = { channel: "#design", users: ["iokafor@harbor.example", "@trenn", "me"] };
  expect((await slack.call("remove_from_channel", args)).code).toBe("confirm_required");
  const { structured } = await slack.call("remove_from_channel", { ...args, confirm: "#design" });
  expect(structured["results"]).toMatchObject([{ status: "removed" }, { status: "absent" }, { status: "removed" }]);
  expect([...slack.standIn.control.channel("design").members]).toEqual(["U0HARBOR12"]);
});

test("leaving where one is not changes nothing, and says so", async () => {
  const leave = async () => {
    const args = { channel: "C0DESIGN01", users: ["me"], confirm: "C0DESIGN01" };
    return (await slack.call("remove_from_channel", args)).structured["results"];
  };
  expect(await leave()).toMatchObject([{ status: "removed" }]);
  expect(await leave()).toEqual([{ id: "U0HARBOR01", status: "absent" }]);
  // Slack's pages show it with `ok: false`, and no word of why.
  const facts = { error: undefined, not_in_channel: true };
  slack.standIn.control.fault({ path: "/conversations.leave", effect: { error: "", facts } });
  expect(await leave()).toEqual([{ id: "U0HARBOR01", status: "absent" }]);
  slack.standIn.control.fault({ path: "/conversations.leave", effect: { error: "last_member" } });
  expect(await leave()).toEqual([{ id: "U0HARBOR01", status: "failed", reason: "last member" }]);
});
