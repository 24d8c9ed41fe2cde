import { describe, expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const issue = { project: "harbor/storefront", target: "issue", iid: 12 };
const merge = { project: "harbor/storefront", target: "merge_request", iid: 32 };
type Args = Record<string, unknown>;

const write = (args: Args) => gitlab.call("create_note", { body: "Seen in the shop, too.", ...args });
const ISSUE = "/projects/harbor%2Fstorefront/issues/12";
const MERGE = "/projects/harbor%2Fstorefront/merge_requests/32";

test.each([
  [issue, `${ISSUE}/notes`, "issues/12"],
  [merge, `${MERGE}/notes`, "merge_requests/32"],
])("a comment on %j, with its address", async (target, path, page) => {
  const { structured } = await write(target);
  expect(gitlab.writes()).toMatchObject([{ method: "POST", path, body: { body: "Seen in the shop, too." } }]);
  expect(structured["url"]).toBe(
    `${gitlab.standIn.url}/harbor/storefront/-/${page}#note_${String(structured["note_id"])}`,
  );
});

test("one for members only", async () => {
  await write({ ...issue, internal: true });
  expect(gitlab.writes()).toMatchObject([{ body: { internal: true } }]);
  const { structured } = await gitlab.call("get_issue", { project: "harbor/storefront", iid: 12, include: ["notes"] });
  expect((structured["notes"] as Args[]).at(-1)).toMatchObject({ body: "Seen in the shop, too.", internal: true });
});

test("a reply stands in its discussion", async () => {
  const read = async () => {
    const { structured } = await gitlab.call("get_merge_request", {
      project: "harbor/storefront",
      iid: 32,
      include: ["discussions"],
    });
    return structured["discussions"] as { discussion_id: string; notes: Args[] }[];
  };
  const [first] = await read();
  const { structured } = await write({ ...merge, discussion_id: first?.discussion_id });
  expect(structured["discussion_id"]).toBe(first?.discussion_id);
  expect((await read())[0]?.notes.at(-1)).toMatchObject({ note_id: structured["note_id"], author: "mlind" });
  expect(gitlab.writes()).toMatchObject([{ path: `${MERGE}/discussions/${String(first?.discussion_id)}/notes` }]);
});

test.each([
  ["/merge", "Line 1"],
  ["Good.\n\n  /assign @trenn", "Line 3"],
  ["Good.\n```\n/merge\n```\n/close", "Line 5"],
])("%j is refused, as it would run", async (body, line) => {
  const { code, text } = await write({ ...merge, body });
  expect([code, text]).toEqual(["invalid_input", expect.stringContaining(line)]);
  expect(gitlab.sent()).toEqual([]);
});

test.each(["```\n/merge\n```", "src/cart/total.ts and /etc/hosts", "a /merge within"])("%j is text", async (body) => {
  expect((await write({ ...merge, body })).isError).toBe(false);
});

test("an internal reply, and a discussion that is not there", async () => {
  const wrong = await write({ ...issue, internal: true, discussion_id: "a".repeat(40) });
  expect(wrong.code).toBe("invalid_input");
  expect(gitlab.writes()).toEqual([]);
  expect((await write({ ...issue, discussion_id: "a".repeat(40) })).code).toBe("not_found");
});

describe("no doubles", () => {
  test("a comment whose answer was lost is found", async () => {
    gitlab.standIn.control.fault({ method: "POST", path: "/projects/*/issues/*/notes", effect: { cut: "after" } });
    const { structured } = await write(issue);
    expect(structured["note_id"]).toEqual(expect.any(Number));
    expect(gitlab.writes()).toHaveLength(1);
  });

  test("the same words of somebody else are not mine", async () => {
    await gitlab.call("create_note", { ...issue, body: "Me too." }, { as: "trenn" });
    gitlab.standIn.control.fault({ method: "POST", path: "/projects/*/issues/*/notes", effect: { cut: "before" } });
    expect((await write({ ...issue, body: "Me too." })).code).toMatch(/upstream_(timeout|unavailable)/);
  });

  test("the same key replays; a dry run sends nothing", async () => {
    expect((await write({ ...issue, dry_run: true })).structured["preview"]).toMatchObject({
      request: [{ method: "POST", body: { body: "Seen in the shop, too." } }],
    });
    const first = await write({ ...issue, idempotency_key: "k1" });
    expect((await write({ ...issue, idempotency_key: "k1" })).structured).toEqual(first.structured);
    expect(gitlab.writes()).toHaveLength(1);
  });
});
