import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { storefront, useStory } from "./story-client.ts";

const story = useStory();
const FREED_MS = 100;
const traces = () => story.standIn.control.requests().filter(({ path }) => path.endsWith("/trace"));

// Subscriptions and webhooks, the other half of this story, are not tried here.
describe.each(ERAS)("15. cancel, %s", (era) => {
  test("a cancelled download of a log frees the socket, and is not tried again", async () => {
    const { call } = await story.connect(era);
    story.standIn.control.fault({ path: "/projects/*/jobs/*/trace", times: 10, effect: { hang: true } });
    const cancel = new AbortController();
    const outcome = call("get_job_log", { ...storefront, iid: 37 }, { signal: cancel.signal }).catch(
      (error: unknown) => error,
    );
    await expect.poll(() => traces().length, { interval: 5 }).toBe(1);
    const leftAt = Date.now();
    cancel.abort();
    expect(await outcome).toBeInstanceOf(Error);
    await expect.poll(() => traces()[0]?.aborted, { interval: 5 }).toBe(true);
    expect((traces()[0]?.abortedAt ?? Infinity) - leftAt).toBeLessThan(FREED_MS);
    // A whole call after it: a retry would have come by then.
    expect((await call("get_issue", { ...storefront, iid: 12 })).isError).toBe(false);
    expect(traces()).toHaveLength(1);
  });
});
