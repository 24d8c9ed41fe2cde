import { expect, test, vi } from "vitest";
import { fetchRarely } from "./fetch-rarely.ts";

function counted(answer: () => Response | Promise<Response>) {
  const fetch = vi.fn<typeof globalThis.fetch>(async () => answer());
  const clock = { ms: 1 };
  return { fetch, clock, rarely: fetchRarely(fetch, { everyMs: 1000, maxBytes: 10, now: () => clock.ms }) };
}

test("asks once for all who want to know at the same time, and in the time after", async () => {
  const { fetch, clock, rarely } = counted(() => new Response("keys", { status: 203, headers: { "x-a": "b" } }));
  const answers = await Promise.all(Array.from({ length: 20 }, () => rarely("https://a.example/", {})));
  for (const answer of answers) {
    expect([await answer.text(), answer.status, answer.headers.get("x-a")]).toEqual(["keys", 203, "b"]);
  }
  clock.ms += 1000;
  await rarely("https://a.example/", {});
  expect(fetch).toHaveBeenCalledTimes(1);
  clock.ms += 1;
  await rarely("https://a.example/", {});
  expect(fetch).toHaveBeenCalledTimes(2);
  await rarely("https://b.example/", {});
  expect(fetch).toHaveBeenCalledTimes(3);
});

test.each<[string, () => Response | Promise<Response>, RegExp]>([
  ["a failure", () => Promise.reject(new Error("no route")), /no route/],
  ["an answer that is too long", () => new Response("x".repeat(11)), /10 bytes/],
])("%s counts as an answer", async (_name, answer, message) => {
  const { fetch, rarely } = counted(answer);
  for (let count = 0; count < 3; count += 1) await expect(rarely("https://a.example/", {})).rejects.toThrow(message);
  expect(fetch).toHaveBeenCalledTimes(1);
});

test("a redirect is handed on, never followed", async () => {
  const { rarely } = counted(() => new Response(null, { status: 302, headers: { location: "http://10.0.0.1/" } }));
  expect((await rarely("https://a.example/", { redirect: "manual" })).status).toBe(302);
});
