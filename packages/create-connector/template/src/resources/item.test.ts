import { expect, test } from "vitest";
import { useConnector } from "../../test/use-connector.ts";

const acme = useConnector();

test("an item with its text", async () => {
  const uri = "acme://items/2";
  expect(await acme.read(uri)).toMatchObject([{ uri, text: "# Ask for stickers\n\nAsk for stickers, please." }]);
});

test("one that is not there", async () => {
  await expect(acme.read("acme://items/99")).rejects.toThrow(/list_items/);
});
