import { expect, test } from "vitest";
import { useConnector } from "../../../test/use-connector.ts";

const acme = useConnector();
const titles = (structured: Record<string, unknown>) =>
  (structured["items"] as { title: string }[]).map(({ title }) => title);

test("pages follow each other", async () => {
  const first = await acme.call("list_items", { limit: 2 });
  expect(titles(first.structured)).toEqual(["Write to the press", "Ask for stickers"]);
  const second = await acme.call("list_items", { limit: 2, cursor: first.structured["next_cursor"] });
  expect(titles(second.structured)).toEqual(["Mend the cart"]);
  expect(second.structured["next_cursor"]).toBeUndefined();
});

test("words of the title", async () => {
  expect(titles((await acme.call("list_items", { query: "cart" })).structured)).toEqual(["Mend the cart"]);
});
