import { startSlack, type Emission, type SlackStandIn } from "@fairlead/sandbox/slack";
import { connectClient, ERAS, startConnector, type Era, type RunningConnector } from "@fairlead/testkit";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { slack } from "../src/connector.ts";
import type { Person } from "./harness.ts";

const SECRET = "what Slack and this server know";
const MESSAGES = "slack://channel/C0ENGPLAT1/messages";
const LEADERS = "slack://channel/G0LEADER01/messages";
const MARKER = "slack://user/U0HARBOR06";

let standIn: SlackStandIn;
const open: { close(): Promise<unknown> }[] = [];
beforeAll(async () => {
  standIn = await startSlack();
});
beforeEach(() => standIn.control.reset());
afterEach(async () => {
  for (const each of open.splice(0).toReversed()) await each.close();
});
afterAll(() => standIn.close());

/** One connector for everybody: each client brings the token of its person. */
async function start(env: Record<string, string> = {}): Promise<RunningConnector> {
  const { SLACK_TOKEN: _token, ...settings } = standIn.env();
  const running = await startConnector(slack, {
    ...settings,
    SLACK_SIGNING_SECRET: SECRET,
    AUTH_UPSTREAM_TOKEN: "true",
    LOG_LEVEL: "error",
    ...env,
  });
  open.push(running);
  standIn.control.events({ url: `${running.baseUrl}/webhooks/slack`, secret: SECRET });
  return running;
}

/** A person who listens. `heard` has each URI as often as it was told. */
async function listener({ mcpUrl }: RunningConnector, era: Era, as: Person, uris: readonly string[]) {
  const client = await connectClient(mcpUrl, era, { headers: { "x-upstream-token": standIn.tokens[as] } });
  open.push(client);
  const heard: string[] = [];
  const taken = await client.listen(uris, (uri) => heard.push(uri));
  const times = (uri: string) => heard.filter((each) => each === uri).length;
  return { client, heard, taken, times };
}

const said = (channel: string) => ({ type: "message", channel, ts: "1760000000.000100", user: "U0HARBOR02" });
const emit = (channel: string, more: Emission = {}) => standIn.control.emit({ event: said(channel), ...more });
/** What comes after everything that was emitted before. */
const mark = () => standIn.control.emit({ event: { type: "user_change", user: { id: "U0HARBOR06" } } });

describe.each(ERAS)("Slack tells, %s", (era) => {
  test("a signed event notifies once, under the spelling that was asked for; a retry and a bad signature do not", async () => {
    const windowed = `${MESSAGES}?window=2d`;
    const { heard, taken, times } = await listener(await start(), era, "mlind", [windowed, MARKER]);
    expect(taken).toEqual([windowed, MARKER]);
    const { eventId, status } = await emit("C0ENGPLAT1");
    expect(status).toBe(202);
    await expect.poll(() => heard).toEqual([windowed]);

    const refused = { status: 401 };
    expect(await emit("C0ENGPLAT1", { eventId, retry: 1 })).toMatchObject({ status: 202 });
    expect(await emit("C0ENGPLAT1", { signature: "wrong" })).toMatchObject(refused);
    expect(await emit("C0ENGPLAT1", { signature: "none" })).toMatchObject(refused);
    expect(await emit("C0ENGPLAT1", { offsetS: -301 })).toMatchObject(refused);
    expect(await emit("C0ENGPLAT1", { offsetS: 302 })).toMatchObject(refused);
    await mark();
    await expect.poll(() => times(MARKER)).toBe(1);
    expect(heard).toEqual([windowed, MARKER]);
  });
});

test("only those hear who can see the conversation, and nobody of another workspace", async () => {
  const running = await start();
  const maja = await listener(running, "2026-07-28", "mlind", [LEADERS, MARKER]);
  const guest = await listener(running, "2025-11-25", "guest", [LEADERS]);
  const noor = await listener(running, "2026-07-28", "north", [LEADERS]);
  await emit("G0LEADER01");
  await expect.poll(() => maja.heard).toEqual([LEADERS]);
  const refusals = () =>
    standIn.control.requests().filter(({ path, body }) => {
      return /conversations\.(info|history)$/.test(path) && (body as { channel?: string }).channel === "G0LEADER01";
    });
  // Each of them was tried with a token of their own.
  await expect.poll(() => new Set(refusals().map(({ login }) => login)).size).toBe(3);
  await mark();
  await expect.poll(() => maja.times(MARKER)).toBe(1);
  expect([guest.heard, noor.heard]).toEqual([[], []]);
});

test("the address proves itself to Slack by the challenge, which is signed, too", async () => {
  const { baseUrl } = await start();
  const asked = await standIn.control.emit({ type: "url_verification", eventId: "Ev1" });
  expect([asked.status, JSON.parse(asked.text)]).toEqual([200, { challenge: "challenge-Ev1" }]);
  expect(await standIn.control.emit({ type: "url_verification", signature: "wrong" })).toMatchObject({ status: 401 });
  expect((await fetch(`${baseUrl}/webhooks/slack`)).status).toBe(405);
});

test("somebody who leaves a channel hears nothing more of it", async () => {
  const running = await start();
  const maja = await listener(running, "2026-07-28", "mlind", [LEADERS, MARKER]);
  await maja.client.read(LEADERS);
  await emit("G0LEADER01");
  await expect.poll(() => maja.times(LEADERS)).toBe(1);
  standIn.control.channel("leadership").members.delete("U0HARBOR01");
  await standIn.control.emit({ event: { type: "member_left_channel", channel: "G0LEADER01", user: "U0HARBOR01" } });
  await emit("G0LEADER01");
  await mark();
  await expect.poll(() => maja.times(MARKER)).toBe(1);
  expect(maja.times(LEADERS)).toBe(1);
});

test("a changed profile is read anew by whoever was told", async () => {
  const { client, heard } = await listener(await start(), "2026-07-28", "mlind", [MARKER]);
  await client.read(MARKER);
  const person = standIn.world.users.get("U0HARBOR06");
  if (person) standIn.world.users.set(person.id, { ...person, title: "Head of Tides" });
  await mark();
  await expect.poll(() => heard).toEqual([MARKER]);
  expect((await client.read(MARKER))[0]?.text).toContain("Head of Tides");
});

test("more than Slack sends makes everything stale, once a minute", async () => {
  const { heard } = await listener(await start(), "2026-07-28", "mlind", [MESSAGES]);
  expect(await standIn.control.emit({ type: "app_rate_limited" })).toMatchObject({ status: 202 });
  await expect.poll(() => heard).toEqual([MESSAGES]);
});

test("without a signing secret nothing is served", async () => {
  const { baseUrl } = await start({ SLACK_SIGNING_SECRET: "" });
  expect((await fetch(`${baseUrl}/webhooks/slack`, { method: "POST" })).status).toBe(404);
});
