import { expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();

test("registered ones with their inputs, featured ones of a channel; never an address", async () => {
  const { structured, text } = await slack.call("list_workflows", { channel: "#eng-platform" });
  expect(structured["items"]).toMatchObject([
    {
      name: "Request access",
      source: "registered",
      runnable: true,
      inputs: [{ name: "system", required: true }, {}, {}],
    },
    { name: "Page on-call" },
  ]);
  expect(text + JSON.stringify(structured)).not.toContain("triggers");
});
