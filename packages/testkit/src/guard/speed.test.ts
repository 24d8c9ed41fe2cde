import { expect, test } from "vitest";
import type { Exchange } from "./exchange.ts";
import { guardOrSkip } from "./load-guard.ts";

const rounds = 2000;
const request: Exchange = {
  method: "POST",
  path: "/repos/harbor/storefront/issues",
  query: {},
  requestHeaders: {},
  requestBody: { title: "Basket forgets its rows", body: "When?", labels: ["bug", { name: "shop" }] },
  status: 403,
  responseHeaders: { "content-type": "application/json" },
  responseBody: { message: "Forbidden", documentation_url: "https://docs.github.com/rest" },
};

// The bounds are far above what is measured: a machine under load should not fail them, a lost index or cache should.
test("GitHub's description loads in a fraction of a second, and a check takes a fraction of a millisecond", async (context) => {
  const start = performance.now();
  const guard = await guardOrSkip(context, "github");
  const loadMs = performance.now() - start;

  expect(guard.check(request)).toEqual([]);
  const firstMs = performance.now() - start - loadMs;
  const warm = performance.now();
  for (let round = 0; round < rounds; round += 1) guard.check(request);
  const checkMs = (performance.now() - warm) / rounds;

  const figures = `load ${loadMs.toFixed(0)} ms, first check ${firstMs.toFixed(0)} ms, a check ${checkMs.toFixed(3)} ms`;
  process.stdout.write(`guard, GitHub: ${figures}\n`);
  expect(loadMs).toBeLessThan(4000);
  expect(checkMs).toBeLessThan(2);
});
