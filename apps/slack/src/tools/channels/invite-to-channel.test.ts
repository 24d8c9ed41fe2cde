import { expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();

test("people and a group; who was there, and who cannot", async () => {
  const { structured } = await slack.call("invite_to_channel", {
    channel: "#design",
    users: ["rguest@harbor.example", "odiaz@harbor.example".replace("odiaz", "sguest")],
    usergroup: "@oncall",
  });
  const rows = structured["results"] as { id: string; status: string }[];
  expect(Object.fromEntries(rows.map(({ id, status }) => [id, status]))).toEqual({
    U0HARBOR12: "already",
    U0HARBOR13: "failed",
    U0HARBOR05: "added",
    U0HARBOR02: "added",
  });
});

test("me joins", async () => {
  const { structured } = await slack.call(
    "invite_to_channel",
    { channel: "C0DESIGN01", users: ["me"] },
    { as: "trenn" },
  );
  expect(structured["results"]).toEqual([{ id: "U0HARBOR02", status: "added" }]);
  expect(slack.standIn.control.channel("design").members.has("U0HARBOR02")).toBe(true);
});

test("nobody is a mistake", async () => {
  expect((await slack.call("invite_to_channel", { channel: "#design" })).code).toBe("invalid_input");
});

test("a word alone about the one who is invited is their result", async () => {
  slack.standIn.control.fault({ path: "/conversations.invite", effect: { error: "already_in_channel" } });
  const { structured, text } = await slack.call("invite_to_channel", {
    channel: "#design",
    users: ["U0HARBOR01", "@trenn"],
  });
  expect(structured["results"], text).toMatchObject([{ status: "already" }, { id: "U0HARBOR02", status: "already" }]);
});
