import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { storefront, useStory } from "./story-client.ts";

const story = useStory();
const issue = { ...storefront, iid: 12 };
/** A call that slept would take seconds. */
const AWAKE_MS = 2_000;

describe.each(ERAS)("12. limits, %s", (era) => {
  test.each(["retry_after", "reset", "bare"] as const)("a 429 told by %s: one request, no sleep", async (limit) => {
    const { call } = await story.connect(era);
    story.standIn.control.fault({ path: "/projects/**", times: 5, effect: { limit } });
    const from = performance.now();
    const { code, error } = await call("get_issue", issue);
    expect(code).toBe("rate_limited");
    expect(error.retry_after_s).toBeGreaterThan(0);
    expect(performance.now() - from).toBeLessThan(AWAKE_MS);
    expect(story.sent()).toHaveLength(1);
  });

  test("a 429 asking for 60 s: its seconds are told, and nothing is sent until they are over", async () => {
    const { call } = await story.connect(era);
    story.standIn.control.fault({ path: "/projects/**", effect: { limit: "retry_after", seconds: 60 } });
    const first = await call("get_issue", issue);
    expect(first.code).toBe("rate_limited");
    expect(first.error.retry_after_s).toBeGreaterThan(55);
    expect(first.error.retry_after_s).toBeLessThanOrEqual(60);
    const second = await call("get_issue", { ...issue, iid: 11 });
    expect(second.code).toBe("rate_limited");
    expect(second.error.retry_after_s).toBeGreaterThan(55);
    expect(story.sent()).toHaveLength(1);
  });

  test("a POST that meets the limit is sent once, and nothing was made", async () => {
    const { call } = await story.connect(era);
    story.standIn.control.fault({ method: "POST", path: "/projects/**", times: 5, effect: { limit: "retry_after" } });
    const { code } = await call("create_note", { ...issue, target: "issue", body: "Once" });
    expect(code).toBe("rate_limited");
    expect(story.writes()).toHaveLength(1);
  });

  test("a blocked address is a pause for everybody, not a want of rights", async () => {
    const at = await story.start();
    const [hers, his] = [await story.connect(era, { at }), await story.connect(era, { at, as: "trenn" })];
    story.standIn.control.fault({ path: "/projects/**", effect: { blocked: true } });
    expect((await hers.call("get_issue", issue)).code).toBe("rate_limited");
    const before = story.sent().length;
    expect((await his.call("get_issue", issue)).code).toBe("rate_limited");
    expect(story.sent()).toHaveLength(before);
  });

  test("the eleventh search in a minute is refused here, whoever asks", async () => {
    const at = await story.start();
    const [hers, his] = [await story.connect(era, { at }), await story.connect(era, { at, as: "trenn" })];
    for (let done = 0; done < 10; done++) {
      const { call } = done % 2 === 0 ? hers : his;
      expect((await call("search_code", { ...storefront, query: `word${done}` })).isError).toBe(false);
    }
    const before = story.sent().length;
    const last = await his.call("search_code", { ...storefront, query: "one more" });
    expect(last.code).toBe("rate_limited");
    expect(last.error.retry_after_s).toBeGreaterThan(0);
    expect(story.sent()).toHaveLength(before);
  });
});
