import { ERAS } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { runOf } from "../runs.ts";
import { storefront, useStory } from "./story-client.ts";

const story = useStory();
const FREED_MS = 100;

const downloads = () => story.standIn.control.requests().filter(({ origin }) => origin === "blobs");

// The other half of this story is told in 14-webhooks.
describe.each(ERAS)("14. cancel, %s", (era) => {
  test("a cancelled download of a log frees the socket, and is not tried again", async () => {
    const { call } = await story.connect(era);
    story.standIn.control.fault({ path: "/_blobs/**", times: 10, effect: { hang: true } });
    const cancel = new AbortController();
    const outcome = call("get_job_logs", { ...storefront, number: 37 }, { signal: cancel.signal }).catch(
      (error: unknown) => error,
    );
    await expect.poll(() => downloads().length, { interval: 5 }).toBe(1);
    const before = story.standIn.control.requests().length;
    const leftAt = Date.now();
    cancel.abort();
    expect(await outcome).toBeInstanceOf(Error);
    await expect.poll(() => downloads()[0]?.aborted, { interval: 5 }).toBe(true);
    expect((downloads()[0]?.abortedAt ?? Infinity) - leftAt).toBeLessThan(FREED_MS);

    // A whole call after it: a retry would have come by then.
    expect((await call("get_issue", { ...storefront, number: 12 })).isError).toBe(false);
    expect(downloads()).toHaveLength(1);
    expect(story.standIn.control.requests().slice(before)).toMatchObject([
      { path: expect.stringMatching(/issues\/12$/) },
    ]);
  });

  test("so it does in the middle of a long log", async () => {
    const { call } = await story.connect(era);
    const job = runOf(story.standIn, "harbor/storefront", "fix/cart-rounding").attempts[0]?.jobs[0];
    // More than the sockets between could hold, and more than is read before the client leaves.
    if (job) job.log = job.log?.repeat(40) ?? null;
    const cancel = new AbortController();
    const outcome = call("get_job_logs", { ...storefront, number: 37 }, { signal: cancel.signal }).catch(
      (error: unknown) => error,
    );
    await expect.poll(() => downloads()[0]?.status, { interval: 1 }).toBe(200);
    const leftAt = Date.now();
    cancel.abort();
    expect(await outcome).toBeInstanceOf(Error);
    await expect.poll(() => downloads()[0]?.aborted, { interval: 5 }).toBe(true);
    expect((downloads()[0]?.abortedAt ?? Infinity) - leftAt).toBeLessThan(FREED_MS);
    expect(downloads()).toHaveLength(1);
  });
});
