import { expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();
const handles = async (args: Record<string, unknown>) =>
  ((await slack.call("list_members", args)).structured["items"] as { handle: string }[]).map(({ handle }) => handle);

test("of a channel, of a group, guests alone", async () => {
  expect(await handles({ channel: "#design" })).toEqual(["iokafor", "mlind", "rguest"]);
  expect(await handles({ channel: "#design", guests_only: true })).toEqual(["rguest"]);
  expect(await handles({ usergroup: "@oncall" })).toEqual(["sam.okoye", "trenn"]);
});

test("of the workspace, without apps and former people unless asked", async () => {
  const everybody = await handles({ limit: 100 });
  expect(everybody).toContain("mlind");
  expect(everybody).not.toContain("odiaz");
  expect(everybody).not.toContain("alerts");
  expect(await handles({ limit: 100, include_deleted: true, include_bots: true })).toEqual(
    expect.arrayContaining(["odiaz", "alerts"]),
  );
  expect(await handles({ query: "designer" })).toEqual(["iokafor"]);
});

test("of both at once is a mistake", async () => {
  expect((await slack.call("list_members", { channel: "#design", usergroup: "@oncall" })).code).toBe("invalid_input");
});

test("a filter that has not met every member yet says so", async () => {
  const asked = { channel: "#general", query: "guest", limit: 5 };
  const first = await slack.call("list_members", asked);
  expect(first.structured).toMatchObject({ items: [], coverage: { complete: false } });
  let last = first;
  for (let turn = 0; turn < 5 && last.structured["next_cursor"] !== undefined; turn += 1)
    last = await slack.call("list_members", { ...asked, cursor: last.structured["next_cursor"] });
  expect(last.structured).toMatchObject({ items: [{ handle: "rguest" }], coverage: { complete: true } });
});
