import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { storefront, useStory } from "./story-client.ts";

const story = useStory();
const issue = { ...storefront, number: 12 };
/** A call that slept would take a minute or more. */
const AWAKE_MS = 10_000;

async function timed<T>(work: Promise<T>): Promise<{ result: T; ms: number }> {
  const from = performance.now();
  return { result: await work, ms: performance.now() - from };
}

// What an era changes is how an error looks to its client. The search limit over two replicas is not tried here.
describe.each(ERAS)("11. limits, %s", (era) => {
  test("none left of the primary limit: rate_limited with the seconds, and no sleep", async () => {
    const { call } = await story.connect(era);
    story.standIn.control.limit("mlind", "core", 0);
    const { result, ms } = await timed(call("get_issue", issue));
    expect(result.code).toBe("rate_limited");
    expect(result.error.retry_after_s).toBeGreaterThan(60);
    // An hour; GitHub tells its end in whole seconds, and we round up.
    expect(result.error.retry_after_s).toBeLessThanOrEqual(3_601);
    expect(result.text).toContain(`retry_after_s: ${result.error.retry_after_s}`);
    expect(ms).toBeLessThan(AWAKE_MS);
  });

  test("what is known to be spent is not asked for again", async () => {
    const { call } = await story.connect(era);
    story.standIn.control.limit("mlind", "core", 0);
    await call("get_issue", issue);
    const before = story.sent().length;
    expect((await call("get_issue", { ...issue, number: 13 })).code).toBe("rate_limited");
    expect(story.sent().length).toBe(before);
  });

  test.each([403, 429] as const)(
    "the secondary limit as a bare %i, without any header, is recognised",
    async (secondary) => {
      const { call } = await story.connect(era);
      story.standIn.control.fault({ path: "/repos/**", times: 5, effect: { secondary, headers: false } });
      const { result, ms } = await timed(call("get_issue", issue));
      expect(result.code).toBe("rate_limited");
      expect(result.error.retry_after_s).toBeGreaterThanOrEqual(60);
      expect(ms).toBeLessThan(AWAKE_MS);
    },
  );
});

describe("11. limits: search", () => {
  test("has a quota of its own: once it is spent, other reads go on, and it is not asked again", async () => {
    const { call } = await story.connect("2026-07-28");
    story.standIn.control.limit("mlind", "search", 1);
    expect((await call("search_issues", { query: "cart", owner: "harbor" })).isError).toBe(false);
    const before = story.sent().length;
    expect((await call("search_repositories", { query: "storefront" })).code).toBe("rate_limited");
    expect(story.sent().length).toBe(before);
    expect((await call("get_issue", issue)).isError).toBe(false);
    expect((await call("search_code", { query: "lineTotal", owner: "harbor" })).isError).toBe(false);
  });
});

describe("11. limits: a read that was read before", () => {
  test("is a 304 that spends nothing, and says the same", async () => {
    const { call } = await story.connect("2026-07-28");
    const first = await call("get_issue", issue);
    const { limits } = story.standIn.world;
    const { used } = limits.read("mlind", "core");
    const before = story.sent().length;
    const second = await call("get_issue", issue);
    expect(story.sent().slice(before)).toMatchObject([{ method: "GET", status: 304 }]);
    expect(limits.read("mlind", "core").used).toBe(used);
    expect(second.structured).toEqual(first.structured);
  });

  test("is read anew where it has changed", async () => {
    const { call } = await story.connect("2026-07-28");
    await call("get_issue", issue);
    const other = await story.connect("2026-07-28", { as: "trenn" });
    await other.call("update_issue", { ...issue, title: "The cart is a cent off" });
    expect((await call("get_issue", issue)).structured).toMatchObject({ title: "The cart is a cent off" });
  });
});
