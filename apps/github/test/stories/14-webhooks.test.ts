import { serve } from "@fairlead/core";
import { connectClient, ERAS, startConnector, type Era, type RunningConnector } from "@fairlead/testkit";
import { afterEach, describe, expect, test } from "vitest";
import { github } from "../../src/connector.ts";
import { useStory, type Person } from "./story-client.ts";

const story = useStory();
const SECRET = "what GitHub and this server know";
const HOME = "github://repos/harbor/storefront";
const [ISSUE, MARKER] = [`${HOME}/issues/3`, `${HOME}/issues/12`];

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).toReversed()) await each.close();
});

/** One connector for everybody: each client brings the token of its person. */
async function start(env: Record<string, string> = {}): Promise<RunningConnector> {
  const running = await startConnector(github, {
    ...story.standIn.env(),
    GITHUB_WEBHOOK_SECRET: SECRET,
    AUTH_UPSTREAM_TOKEN: "true",
    LOG_LEVEL: "error",
    ...env,
  });
  open.push(running);
  story.standIn.control.webhook({ url: `${running.baseUrl}/webhooks/github`, secret: SECRET });
  return running;
}

/** A person who listens. `heard` has each URI as often as it was told. */
async function listener({ mcpUrl }: RunningConnector, era: Era, as: Person, uris: readonly string[]) {
  const client = await connectClient(mcpUrl, era, { headers: { "x-upstream-token": story.standIn.tokens[as] } });
  open.push(client);
  const heard: string[] = [];
  const taken = await client.listen(uris, (uri) => heard.push(uri));
  const times = (uri: string) => heard.filter((each) => each === uri).length;
  return { client, heard, taken, times };
}

/** An issue was edited. */
const emit = (number: number, more: Partial<Parameters<typeof story.standIn.control.emit>[0]> = {}) =>
  story.standIn.control.emit({
    event: "issues",
    action: "edited",
    repository: "harbor/storefront",
    payload: { issue: { number } },
    ...more,
  });

describe.each(ERAS)("14. push, %s", (era) => {
  test("a signed event notifies once; a repeat and a bad signature do not", async () => {
    const { heard, taken, times } = await listener(await start(), era, "mlind", [ISSUE, MARKER]);
    expect(taken).toEqual([ISSUE, MARKER]);
    const { deliveryId, status } = await emit(3);
    expect(status).toBe(202);
    await expect.poll(() => heard).toEqual([ISSUE]);

    expect((await emit(3, { deliveryId })).status).toBe(202);
    expect((await emit(3, { signature: "wrong" })).status).toBe(401);
    expect((await emit(3, { signature: "none" })).status).toBe(401);
    // What comes after them has arrived: they would have, too.
    await emit(12);
    await expect.poll(() => times(MARKER)).toBe(1);
    expect(heard).toEqual([ISSUE, MARKER]);
  });

  test("who has no access is not told; who loses it neither", async () => {
    const running = await start();
    const mlind = await listener(running, era, "mlind", [ISSUE, MARKER]);
    const stranger = await listener(running, era, "driveby7", [ISSUE]);
    await emit(3);
    await expect.poll(() => mlind.heard).toEqual([ISSUE]);
    // The stranger's own credential was tried, and got nothing.
    const tried = () => story.sent().filter(({ login, path }) => login === "driveby7" && path.endsWith("/issues/3"));
    await expect.poll(() => tried().map(({ status }) => status)).toEqual([404]);
    await emit(12);
    await expect.poll(() => mlind.times(MARKER)).toBe(1);
    expect(stranger.heard).toEqual([]);

    // Privatized: what was read before proves nothing any more.
    story.standIn.control.fault({ path: "/repos/**/issues/3", login: "mlind", times: 5, effect: { status: 404 } });
    await emit(0, { event: "repository", action: "privatized", payload: {} });
    await expect.poll(() => mlind.times(MARKER)).toBe(2);
    const refused = () => story.sent().filter(({ login, status }) => login === "mlind" && status === 404);
    await expect.poll(() => refused().length).toBe(1);
    await emit(12);
    await expect.poll(() => mlind.times(MARKER)).toBe(3);
    expect(mlind.times(ISSUE)).toBe(1);
    expect(stranger.heard).toEqual([]);
  });

  test("whoever has just read it is told without another request", async () => {
    const { client, heard } = await listener(await start(), era, "mlind", [ISSUE]);
    await client.read(ISSUE);
    const before = story.sent().length;
    await emit(3);
    await expect.poll(() => heard).toEqual([ISSUE]);
    expect(story.sent()).toHaveLength(before);
  });

  test("an allow-list holds who listens, too", async () => {
    const running = await start({ GITHUB_REPOSITORIES: "harbor/payments" });
    const { taken } = await listener(running, era, "mlind", [ISSUE]);
    expect(taken).toEqual([]);
  });

  test("a change that somebody makes is told under the spelling that was asked for", async () => {
    const spelt = "github://repos/Harbor/StoreFront/issues/12";
    const { heard } = await listener(await start(), era, "trenn", [spelt]);
    const mlind = await story.connect(era);
    await mlind.call("add_issue_comment", { owner: "harbor", repo: "storefront", number: 12, body: "Seen." });
    await expect.poll(() => heard).toEqual([spelt]);
  });
});

test("without a secret nothing is served", async () => {
  const { baseUrl } = await start({ GITHUB_WEBHOOK_SECRET: "" });
  expect((await fetch(`${baseUrl}/webhooks/github`, { method: "POST" })).status).toBe(404);
});

test("a connector among others is delivered to at both of its addresses", async () => {
  const env = { ...story.standIn.env(), PORT: "0", FAIRLEAD_DATA: ":memory:", LOG_LEVEL: "error" };
  const served = await serve([github], {
    env: { ...env, GITHUB_WEBHOOK_SECRET: SECRET },
    mountByName: true,
    signals: false,
  });
  open.push(served);
  for (const path of ["/webhooks/github", "/github/webhooks"]) {
    expect((await emit(3, { target: { url: `${served.url}${path}`, secret: SECRET } })).status).toBe(202);
    expect((await emit(3, { target: { url: `${served.url}${path}`, secret: "other" } })).status).toBe(401);
    expect((await fetch(`${served.url}${path}`)).status).toBe(405);
  }
});
