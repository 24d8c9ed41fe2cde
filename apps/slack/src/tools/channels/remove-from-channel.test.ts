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
