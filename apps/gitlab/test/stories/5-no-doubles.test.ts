import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { docs, storefront, useStory } from "./story-client.ts";

const story = useStory();
const CALLS: [string, Record<string, unknown>][] = [
  ["create_issue", { ...docs, title: "Once" }],
  ["create_note", { ...storefront, target: "issue", iid: 12, body: "Once" }],
  [
    "push_files",
    {
      ...storefront,
      branch: "fix/cart-rounding",
      message: "Once",
      operations: [{ op: "create", path: "ONCE.md", content: "once\n" }],
    },
  ],
];

describe.each(ERAS)("5. no doubles, %s", (era) => {
  test.each(CALLS)("%s whose answer was cut: the same key gives one of it", async (tool, args) => {
    const { call } = await story.connect(era);
    const keyed = { ...args, idempotency_key: "once-0001" };
    story.standIn.control.fault({ method: "POST", path: "/projects/**", times: 1, effect: { cut: "after" } });
    const first = await call(tool, keyed);
    const second = await call(tool, keyed);
    expect(story.writes()).toHaveLength(1);
    // Either the first one found out what came of it, or the second one says that nobody knows.
    expect([first.isError, second.isError, first.code, second.code]).toMatchObject(
      first.isError ? [true, true, "outcome_unknown", "outcome_unknown"] : [false, false, undefined, undefined],
    );
  });

  test("the same key again is the same answer, and one write", async () => {
    const { call } = await story.connect(era);
    const keyed = { ...docs, title: "Once", idempotency_key: "once-0002" };
    const first = await call("create_issue", keyed);
    const second = await call("create_issue", keyed);
    expect(second.structured).toMatchObject({ iid: first.structured["iid"] });
    expect(story.writes()).toHaveLength(1);
  });

  test.each([500, 502, 503])("a POST that is answered %i is sent once", async (status) => {
    const { call } = await story.connect(era);
    story.standIn.control.fault({ method: "POST", path: "/projects/**", times: 20, effect: { status } });
    expect((await call("create_issue", { ...docs, title: "Once" })).isError).toBe(true);
    expect(story.writes()).toHaveLength(1);
  });
});
