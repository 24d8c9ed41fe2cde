import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { docs, storefront, useStory } from "./story-client.ts";

const story = useStory();

/** The rows that a call is to make one of, as GitLab has them afterwards. */
async function rows(path: string): Promise<Record<string, unknown>[]> {
  const { restUrl, tokens } = story.standIn;
  const response = await fetch(`${restUrl}${path}`, { headers: { authorization: `Bearer ${tokens.mlind}` } });
  return (await response.json()) as Record<string, unknown>[];
}

const SHOP = "/projects/harbor%2Fstorefront";
const CALLS: [tool: string, args: Record<string, unknown>, made: string, field: string, id: string][] = [
  ["create_issue", { ...docs, title: "Once" }, "/projects/harbor%2Fdocs/issues?per_page=100", "title", "iid"],
  [
    "create_note",
    { ...storefront, target: "issue", iid: 12, body: "Once" },
    `${SHOP}/issues/12/notes?per_page=100`,
    "body",
    "note_id",
  ],
  [
    "push_files",
    {
      ...storefront,
      branch: "fix/cart-rounding",
      message: "Once",
      operations: [{ op: "create", path: "ONCE.md", content: "once\n" }],
    },
    `${SHOP}/repository/commits?ref_name=fix%2Fcart-rounding&per_page=100`,
    "title",
    "commit_sha",
  ],
];

describe.each(ERAS)("5. no doubles, %s", (era) => {
  test.each(CALLS)(
    "%s whose answer was cut: the same key gives one of it, replayed",
    async (tool, args, path, field, id) => {
      const { call } = await story.connect(era);
      const keyed = { ...args, idempotency_key: "once-0001" };
      story.standIn.control.fault({ method: "POST", path: "/projects/**", times: 1, effect: { cut: "after" } });
      // What came of it was found out by reading.
      const first = await call(tool, keyed);
      expect(first.isError, first.text).toBe(false);
      const second = await call(tool, keyed);
      expect(second.structured[id]).toBe(first.structured[id]);
      expect(second.meta).toMatchObject({ "dev.fairlead/replayed": true });
      expect(story.writes()).toHaveLength(1);
      expect((await rows(path)).filter((row) => row[field] === "Once")).toHaveLength(1);
    },
  );

  test("the same key with other arguments is refused", async () => {
    const { call } = await story.connect(era);
    const keyed = { ...docs, title: "Once", idempotency_key: "once-0002" };
    await call("create_issue", keyed);
    const other = await call("create_issue", { ...keyed, title: "Twice" });
    expect([other.isError, other.code]).toEqual([true, "conflict"]);
    expect(story.writes()).toHaveLength(1);
  });

  test.each([500, 502, 503])("a POST that is answered %i is sent once", async (status) => {
    const { call } = await story.connect(era);
    story.standIn.control.fault({ method: "POST", path: "/projects/**", times: 20, effect: { status } });
    expect((await call("create_issue", { ...docs, title: "Once" })).isError).toBe(true);
    expect(story.writes()).toHaveLength(1);
  });
});
