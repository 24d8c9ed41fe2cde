import { expect, test } from "vitest";
import { sendJson, startVendor } from "./testing/loopback-vendor.ts";
import { rejection, upstreamUnderTest } from "./testing/upstream-under-test.ts";

type Mood = "well" | "500" | "reset" | "403" | "429";

async function moodyVendor() {
  const state: { mood: Mood } = { mood: "well" };
  const vendor = await startVendor((_request, response, socket) => {
    if (state.mood === "reset") return void socket.resetAndDestroy();
    if (state.mood === "well") return sendJson(response, { read: true }, { headers: { etag: '"1"' } });
    sendJson(response, {}, { status: Number(state.mood), headers: { "retry-after": "30" } });
  });
  return { ...vendor, state };
}
const minute = { staleMs: 60_000 };

test.each<Mood>(["500", "reset"])("what was read before stands in for a vendor with %s, and says so", async (mood) => {
  await using vendor = await moodyVendor();
  const { state } = vendor;
  await using upstream = upstreamUnderTest({ hosts: [vendor.host] }, { limits: { maxRetries: 0 } });
  await upstream.session().fetch(vendor.url);
  state.mood = mood;
  upstream.advance(5_000);
  const session = upstream.session("mlind", minute);
  const response = await session.fetch(vendor.url);
  expect([response.status, response.headers.get("x-fairlead-cache")]).toEqual([200, "stale"]);
  expect(await response.json()).toEqual({ read: true });
  expect(session.stale).toEqual([expect.closeTo(5_000, -3)]);
  // Not for somebody else, not for whoever needs the truth, not for ever.
  const outcome = (call: Promise<Response>) =>
    call.then(
      ({ status }) => status,
      () => "failed",
    );
  expect(await outcome(upstream.session("trenn", minute).fetch(vendor.url))).not.toBe(200);
  expect(await outcome(upstream.session().fetch(vendor.url))).not.toBe(200);
  upstream.advance(60_000);
  expect(await outcome(upstream.session("mlind", minute).fetch(vendor.url))).not.toBe(200);
});

test("it does not stand in for a refusal or a limit", async () => {
  await using vendor = await moodyVendor();
  const { state } = vendor;
  await using upstream = upstreamUnderTest({ hosts: [vendor.host] }, { limits: { maxRetries: 0 } });
  await upstream.session().fetch(vendor.url);
  state.mood = "429";
  expect(await rejection(upstream.session("mlind", minute).fetch(vendor.url))).toMatchObject({ kind: "rate_limited" });
});

test("it does not stand in once there was a write, or the credential was refused or revoked", async () => {
  await using vendor = await moodyVendor();
  const { state } = vendor;
  await using upstream = upstreamUnderTest({ hosts: [vendor.host] }, { limits: { maxRetries: 0 } });
  const status = async () => (await upstream.session("mlind", minute).fetch(vendor.url)).status;
  const endings = [
    () => upstream.session().fetch(vendor.url, { method: "POST" }),
    async () => {
      state.mood = "403";
      await upstream
        .session()
        .fetch(vendor.url)
        .catch(() => {});
    },
    () => upstream.invalidate("mlind"),
  ];
  for (const end of endings) {
    state.mood = "well";
    upstream.advance(31_000);
    expect(await status()).toBe(200);
    state.mood = "500";
    expect(await status()).toBe(200);
    state.mood = "well";
    await end();
    upstream.advance(31_000);
    state.mood = "500";
    expect(await status()).toBe(500);
  }
});

test("a read that needs the truth does not join one that does not", async () => {
  await using vendor = await moodyVendor();
  const { state } = vendor;
  await using upstream = upstreamUnderTest({ hosts: [vendor.host] }, { limits: { maxRetries: 0 } });
  await upstream.session().fetch(vendor.url);
  state.mood = "500";
  const answers = await Promise.all([
    upstream.session("mlind", minute).fetch(vendor.url),
    upstream.session("mlind").fetch(vendor.url),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 500]);
});
