import { expect, test } from "vitest";
import { useConnector } from "../../../test/use-connector.ts";

const acme = useConnector();

test("says who is signed in", async () => {
  expect((await acme.call("get_me")).structured).toMatchObject({ login: "maja", name: "Maja Lind" });
});
