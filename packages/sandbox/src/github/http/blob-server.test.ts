import { afterAll, beforeEach, expect, test } from "vitest";

import { startGithub } from "../index.ts";

const github = await startGithub();
beforeEach(() => github.control.reset());
afterAll(async () => github.close());

const publish = (open: () => Buffer | AsyncIterable<string>) =>
  github.world.publish({ name: "job.txt", contentType: "text/plain", open });

test("a signed address on another origin gives the file to whoever brings no credentials", async () => {
  const url = publish(() => Buffer.from("line 1\n"));
  expect(new URL(url).origin).not.toBe(new URL(github.url).origin);
  expect(await (await fetch(url)).text()).toBe("line 1\n");
  expect((await fetch(url, { headers: { authorization: `Bearer ${github.tokens.mlind}` } })).status).toBe(403);
  expect((await fetch(url.replace(/sig=\w/, "sig=x"))).status).toBe(404);
});

test("it lives for a minute", async () => {
  const url = publish(() => Buffer.from("x"));
  github.control.advance(61_000);
  expect((await fetch(url)).status).toBe(403);
});

test("a cancelled download stops its source and shows in the log", async () => {
  let stopped = false;
  async function* endless() {
    try {
      for (;;) yield "one more line\n".repeat(1000);
    } finally {
      stopped = true;
    }
  }
  const abort = new AbortController();
  const response = await fetch(publish(endless), { signal: abort.signal });
  await response.body?.getReader().read();
  const leftAt = Date.now();
  abort.abort();
  await expect.poll(() => stopped).toBe(true);
  const row = github.control.requests()[0];
  expect(row).toMatchObject({ origin: "blobs", path: "/_blobs/job.txt", aborted: true });
  expect((row?.abortedAt ?? Infinity) - leftAt).toBeLessThan(100);
});

test("faults reach it too", async () => {
  const url = publish(() => Buffer.from("0123456789"));
  github.control.fault({ path: "/_blobs/**", effect: { truncate: true } });
  await expect(fetch(url).then(async (response) => response.text())).rejects.toThrow();
});
