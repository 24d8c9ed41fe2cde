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
