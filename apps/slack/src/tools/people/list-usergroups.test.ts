import { expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();

test("all, mine, by name; with people on request", async () => {
  const list = async (args: Record<string, unknown>, as: "mlind" | "trenn" = "mlind") =>
    (await slack.call("list_usergroups", args, { as })).structured;
  expect(await list({})).toMatchObject({ total: 2, items: [{ handle: "@platform", count: 3 }, { handle: "@oncall" }] });
  expect(await list({ mine: true })).toMatchObject({ total: 0 });
  expect(await list({ mine: true }, "trenn")).toMatchObject({ total: 2 });
  expect(await list({ query: "call", include: ["members"] })).toMatchObject({
    items: [{ members: [{ name: "Sam Okoye" }, { name: "Tom Renner" }] }],
  });
});
