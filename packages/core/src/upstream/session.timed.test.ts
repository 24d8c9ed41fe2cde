import { expect, test } from "vitest";
import { sendJson, startVendor } from "./testing/loopback-vendor.ts";
import { upstreamUnderTest } from "./testing/upstream-under-test.ts";

test("a fresh answer costs less than 40 µs of CPU", async () => {
  const item = { id: 1, title: "A title of ordinary length", body: "text ".repeat(40), labels: ["bug", "help wanted"] };
  const names = Array.from({ length: 18 }, (_, index) => [`x-header-${index}`, `value ${index}`]);
  await using vendor = await startVendor((_request, response) =>
    sendJson(
      response,
      Array.from({ length: 55 }, () => item),
      { headers: { ...Object.fromEntries(names), etag: '"1"' } },
    ),
  );
  await using upstream = upstreamUnderTest({ hosts: [vendor.host] });
  const { fetch, sent } = upstream.session("mlind", { freshMs: 600_000, deadlineAt: Date.now() + 600_000 });
  const headers = {
    accept: "application/vnd.github.v3+json",
    "user-agent": "octokit",
    "x-github-api-version": "2022-11-28",
  };
  const hits = async (count: number) => {
    const before = process.cpuUsage();
    for (let index = 0; index < count; index += 1)
      await (await fetch(`${vendor.url}/a?per_page=3`, { headers })).text();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / count;
  };
  await hits(2_000);
  const costs = [];
  for (let round = 0; round < 6; round += 1) costs.push(await hits(2_000));
  expect(sent.reads).toBe(1);
  expect(Math.min(...costs)).toBeLessThan(40);
});
