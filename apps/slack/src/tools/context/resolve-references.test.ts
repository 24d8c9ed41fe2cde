import { expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();

async function resolve(...references: string[]) {
  const { structured } = await slack.call("resolve_references", { references });
  return structured["results"] as { status: string; kind?: string; id?: string; candidates?: { id: string }[] }[];
}

test.each([
  ["#eng-platform", "channel", "C0ENGPLAT1"],
  ["https://harbor-labs.slack.com/archives/C0ENGPLAT1", "channel", "C0ENGPLAT1"],
  ["https://harbor-labs.slack.com/archives/C0ENGPLAT1/p1760000000000100", "message", "1760000000.000100"],
  ["<#C0ENGPLAT1|eng>", "channel", "C0ENGPLAT1"],
  ["@trenn", "user", "U0HARBOR02"],
  ["<@U0HARBOR02|Tom>", "user", "U0HARBOR02"],
  ["trenn@harbor.example", "user", "U0HARBOR02"],
  ["Tom Renner", "user", "U0HARBOR02"],
  ["me", "user", "U0HARBOR01"],
  ["@oncall", "usergroup", "S0ONCALL01"],
  [":shipit:", "emoji", "shipit"],
  ["F0NOTES001", "file", "F0NOTES001"],
  ["Page on-call", "workflow", "Page on-call"],
])("%s", async (written, kind, id) => {
  expect(await resolve(written)).toMatchObject([{ status: "resolved", kind, id }]);
});

test("two Sams are two candidates, an address is one", async () => {
  const [sam, address] = await resolve("sam", "sam.okoye@harbor.example");
  expect(sam).toMatchObject({ status: "ambiguous" });
  expect(sam?.candidates?.map(({ id }) => id).toSorted()).toEqual(["U0HARBOR04", "U0HARBOR05"]);
  expect(address).toMatchObject({ status: "resolved", id: "U0HARBOR05" });
});

test("what is not there is a result, not a failure; what is like it is shown", async () => {
  const [nothing, like, hidden] = await resolve("#nothing-of-the-kind", "#eng", "C0HIDDEN99");
  expect([nothing?.status, like?.status, hidden?.status]).toEqual(["not_found", "not_found", "not_found"]);
  expect(like?.candidates?.map(({ id }) => id)).toContain("C0ENGPLAT1");
});

test("only the kinds that are asked for", async () => {
  const { structured } = await slack.call("resolve_references", { references: ["oncall"], kinds: ["channel"] });
  expect(structured["results"]).toMatchObject([{ status: "not_found" }]);
});
