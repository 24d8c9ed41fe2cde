import { expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();
const find = async (args: Record<string, unknown>) =>
  (await slack.call("search_users", args)).structured as { items: { handle: string }[]; engine: string };

test("by title, by address; without search in the directory", async () => {
  expect((await find({ query: "designer" })).items).toMatchObject([{ handle: "iokafor" }]);
  expect(await find({ query: "trenn@harbor.example" })).toMatchObject({
    engine: "email",
    items: [{ handle: "trenn" }],
  });
  expect(slack.sent()).not.toContain("users.list");
});

test("where search is off, the first pages of the directory", async () => {
  slack.standIn.control.switch({ semanticSearch: false });
  expect(await find({ query: "petrova" })).toMatchObject({ engine: "directory", items: [{ handle: "apetrova" }] });
});
