import { expect, test } from "vitest";
import { useConnector } from "../../../test/use-connector.ts";

const acme = useConnector();

test("makes one, once for each key", async () => {
  const args = { title: "Count the till", idempotency_key: "k1" };
  const { structured } = await acme.call("create_item", args);
  expect(structured).toMatchObject({ item_id: 4, title: "Count the till" });
  expect((await acme.call("create_item", args)).structured).toEqual(structured);
  expect(acme.writes()).toEqual(["POST /items"]);
});

test("a preview sends nothing", async () => {
  const { structured } = await acme.call("create_item", { title: "Count the till", dry_run: true });
  expect(structured["preview"]).toMatchObject({ request: [{ method: "POST", body: { title: "Count the till" } }] });
  expect(acme.writes()).toEqual([]);
});
