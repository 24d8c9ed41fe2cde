import { expect, test } from "vitest";
import { useSlack } from "../../../test/harness.ts";

const slack = useSlack();

async function resolve(...references: string[]) {
  const { structured } = await slack.call("resolve_references", { references });
  return structured["results"] as { status: string; kind?: string; id?: string; candidates?: { id: string }[] }[];
}

/** Each form of a reference, and what it means. */
const FORMS: readonly (readonly [written: string, kind: string, id: string, link?: string])[] = [
  ["#eng-platform", "channel", "C0ENGPLAT1", "https://harbor-labs.slack.com/archives/C0ENGPLAT1"],
  ["https://harbor-labs.slack.com/archives/C0ENGPLAT1", "channel", "C0ENGPLAT1"],
  [
    "https://harbor-labs.slack.com/archives/C0ENGPLAT1/p1760000000000100",
    "message",
    "1760000000.000100",
    "https://harbor-labs.slack.com/archives/C0ENGPLAT1/p1760000000000100",
  ],
  ["<#C0ENGPLAT1|eng>", "channel", "C0ENGPLAT1"],
  ["@trenn", "user", "U0HARBOR02", "https://harbor-labs.slack.com/team/U0HARBOR02"],
  ["<@U0HARBOR02|Tom>", "user", "U0HARBOR02"],
  ["trenn@harbor.example", "user", "U0HARBOR02"],
  ["Tom Renner", "user", "U0HARBOR02"],
  ["me", "user", "U0HARBOR01"],
  ["@oncall", "usergroup", "S0ONCALL01"],
  [":shipit:", "emoji", "shipit"],
  ["F0NOTES001", "file", "F0NOTES001"],
  ["https://harbor-labs.slack.com/docs/T0HARBOR1/F0CANVAS01", "canvas", "F0CANVAS01"],
  ["https://harbor-labs.slack.com/lists/T0HARBOR1/F0LIST0001", "list", "F0LIST0001"],
  ["Page on-call", "workflow", "Page on-call"],
];

test("every form of a reference means one thing", async () => {
  const results = await resolve(...FORMS.map(([written]) => written));
  for (const [index, [written, kind, id, link]] of FORMS.entries()) {
    const expected = { status: "resolved", kind, id, ...(link !== undefined && { link }) };
    expect(results[index], written).toMatchObject(expected);
  }
});

test("an archived channel is found by whoever asks for those", async () => {
  const find = async (args = {}) => {
    const { structured } = await slack.call("resolve_references", { references: ["#old-launch"], ...args });
    return (structured["results"] as { status: string }[])[0]?.status;
  };
  expect(await find()).toBe("not_found");
  expect(await find({ include_archived: true })).toBe("resolved");
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

test("a handle that search does not tell is looked up", async () => {
  const users = [
    { user_id: "U0HARBOR02", full_name: "Tom Renner" },
    { user_id: "U0HARBOR07", full_name: "Anna Petrova" },
  ];
  const body = { ok: true, results: { users } };
  slack.standIn.control.fault({ path: "/assistant.search.context", effect: { status: 200, body } });
  const { structured } = await slack.call("resolve_references", { references: ["@trenn"], kinds: ["user"] });
  expect(structured["results"]).toMatchObject([{ status: "resolved", id: "U0HARBOR02" }]);
});

test("an emoji with a skin tone, and the links that are given out", async () => {
  const references = [":+1::skin-tone-4:", "https://harbor-labs.slack.com/team/U0HARBOR02"];
  const { structured } = await slack.call("resolve_references", { references });
  expect(structured["results"]).toMatchObject([
    { status: "resolved", kind: "emoji", id: "+1" },
    { status: "resolved", kind: "user", name: "Tom Renner" },
  ]);
});
