import { randomBytes } from "node:crypto";
import { ERAS, type Era, type RunningConnector } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { useStory, type Person } from "./story-client.ts";

const story = useStory();
const signingToken = `whsec_${randomBytes(32).toString("base64")}`;
const token = "a token that GitLab sends along";
const HOME = "gitlab://projects/harbor%2Fstorefront";
const [MERGE, DIFF, MARKER] = [`${HOME}/merge_requests/32`, `${HOME}/merge_requests/32/diff`, `${HOME}/issues/12`];

/** A hook that signs, and one that does not. */
const hooks = [
  { name: "shop", signingToken },
  { name: "old", token },
];
const start = () => story.start({ GITLAB_WEBHOOKS: JSON.stringify(hooks) });

async function listener(at: RunningConnector, era: Era, as: Person, uris: readonly string[]) {
  const { client } = await story.connect(era, { as, at });
  const heard: string[] = [];
  const taken = await client.listen(uris, (uri) => heard.push(uri));
  const times = (uri: string) => heard.filter((each) => each === uri).length;
  return { heard, taken, times };
}

type Emission = Parameters<typeof story.standIn.control.emit>[0];

const emitter = ({ baseUrl }: RunningConnector) => {
  const emit = (event: string, payload: Record<string, unknown>, more: Partial<Emission> = {}) =>
    story.standIn.control.emit({
      url: `${baseUrl}/webhooks/gitlab/shop`,
      signingToken,
      event,
      project: "harbor/storefront",
      payload,
      ...more,
    });
  return {
    merge: (more?: Partial<Emission>) => emit("Merge Request Hook", { object_attributes: { iid: 32 } }, more),
    pushed: () => emit("Merge Request Hook", { object_attributes: { iid: 32, oldrev: "0".repeat(40) } }),
    marker: (more?: Partial<Emission>) => emit("Issue Hook", { object_attributes: { iid: 12 } }, more),
  };
};

describe.each(ERAS)("15. push, %s", (era) => {
  test("a signed hook notifies once; a repeat, a wrong signature and no access do not", async () => {
    const running = await start();
    const emit = emitter(running);
    const mlind = await listener(running, era, "mlind", [MERGE, DIFF, MARKER]);
    const stranger = await listener(running, era, "driveby7", [MERGE]);
    expect(mlind.taken).toEqual([MERGE, DIFF, MARKER]);
    const { deliveryId, status } = await emit.merge();
    expect(status).toBe(202);
    await expect.poll(() => mlind.heard).toEqual([MERGE]);

    expect((await emit.merge({ deliveryId })).status).toBe(202);
    const wrong = `whsec_${randomBytes(32).toString("base64")}`;
    expect((await emit.merge({ signingToken: wrong })).status).toBe(401);
    expect((await emit.merge({ timestamp: Math.floor(Date.now() / 1000) - 3_600 })).status).toBe(401);
    // Neither the other hook's secret nor its address makes it right.
    expect((await emit.merge({ url: `${running.baseUrl}/webhooks/gitlab/old` })).status).toBe(401);
    expect((await emit.merge({ url: `${running.baseUrl}/webhooks/gitlab/none` })).status).toBe(404);
    expect((await emit.merge({ url: `${running.baseUrl}/webhooks/gitlab` })).status).toBe(404);
    // The stranger's own credential was tried, and got nothing.
    const tried = () =>
      story.sent().filter(({ login, path }) => login === "driveby7" && path.endsWith("/merge_requests/32"));
    await expect.poll(() => new Set(tried().map(({ status: told }) => told))).toEqual(new Set([404]));
    // What comes after them has arrived: they would have, too.
    await emit.marker();
    await expect.poll(() => mlind.times(MARKER)).toBe(1);
    expect(mlind.heard).toEqual([MERGE, MARKER]);
    expect(stranger.heard).toEqual([]);
  });

  test("new commits change the diff, too; a hook with a token serves as well", async () => {
    const running = await start();
    const emit = emitter(running);
    const byId = "gitlab://projects/1/merge_requests/32";
    const mlind = await listener(running, era, "mlind", [MERGE, DIFF, byId]);
    await emit.pushed();
    await expect.poll(() => mlind.heard.toSorted()).toEqual([byId, DIFF, MERGE].toSorted());
    const old = { url: `${running.baseUrl}/webhooks/gitlab/old`, token };
    expect((await emit.merge({ ...old, token: `${token}.` })).status).toBe(401);
    expect((await emit.merge(old)).status).toBe(202);
    await expect.poll(() => mlind.times(MERGE)).toBe(2);
    expect(mlind.times(DIFF)).toBe(1);
  });
});
