import { createHash } from "node:crypto";
import type { AdapterPayload } from "oidc-provider";
import { beforeEach, describe, expect, test } from "vitest";
import { memoryStore, type Store } from "../../store/index.ts";
import { createAdapters } from "./adapter.ts";
import { createStepUps } from "./step-ups.ts";

let store: Store;
let now: number;
let models: ReturnType<typeof createAdapters>;
beforeEach(() => {
  now = 1_800_000_000_000;
  store = memoryStore({ now: () => now });
  models = createAdapters({ store, clients: { find: () => undefined }, stepUps: createStepUps(store), now: () => now });
});

const payload = (more: AdapterPayload = {}): AdapterPayload => ({
  jti: "secret-id",
  kind: "AccessToken",
  grantId: "g",
  ...more,
});

describe("a record", () => {
  test("is found by its id, which stands nowhere in the store", async () => {
    const written: string[] = [];
    const watched: Store = {
      ...store,
      set: async (...args) => (written.push(JSON.stringify(args)), store.set(...args)),
    };
    const adapter = createAdapters({
      store: watched,
      clients: { find: () => undefined },
      stepUps: createStepUps(watched),
    })("AccessToken");
    await adapter.upsert("secret-id", payload(), 60);
    expect(await adapter.find("secret-id")).toEqual(payload());
    expect(written.join("\n")).toContain(createHash("sha256").update("secret-id").digest("base64url"));
    expect(written.join("\n")).not.toContain("secret-id");
  });

  test("ends with its time, on its own, and with its grant", async () => {
    const [access, refresh] = [models("AccessToken"), models("RefreshToken")];
    for (const id of ["a", "b", "c"]) await access.upsert(id, payload({ grantId: id === "c" ? "other" : "g" }), 60);
    await refresh.upsert("r", payload(), 60);
    await access.destroy("a");
    expect(await access.find("a")).toBeUndefined();
    await access.revokeByGrantId("g");
    expect([await access.find("b"), await access.find("c")]).toEqual([undefined, expect.anything()]);
    expect(await refresh.find("r")).toBeDefined();
    now += 60_000;
    expect(await access.find("c")).toBeUndefined();
  });

  test("of one model is none of another", async () => {
    await models("RefreshToken").upsert("x", payload(), 60);
    expect(await models("AccessToken").find("x")).toBeUndefined();
  });

  test("of a session is never kept: nobody is signed in by an earlier sign-in", async () => {
    const sessions = models("Session");
    await sessions.upsert("s", payload({ uid: "u" }), 60);
    expect([await sessions.find("s"), await sessions.findByUid("u")]).toEqual([undefined, undefined]);
  });
});

test("a code is consumed by one of many", async () => {
  const codes = models("AuthorizationCode");
  await codes.upsert("c", payload(), 60);
  const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => codes.consume("c")));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await codes.find("c")).toMatchObject({ consumed: now / 1000 });
  await expect(codes.consume("c")).rejects.toThrow("invalid_grant");
  await expect(codes.consume("gone")).rejects.toThrow("invalid_grant");
});

describe("a used refresh token", () => {
  const rotate = async (from: string, to: string, generation: number) => {
    const tokens = models("RefreshToken");
    await tokens.consume(from);
    await tokens.upsert(to, payload({ rotations: generation }), 10_000);
  };
  const used = async (id: string) =>
    ((await models("RefreshToken").find(id)) as AdapterPayload | undefined)?.consumed !== undefined;
  beforeEach(() => models("RefreshToken").upsert("zero", payload({ rotations: 0 }), 10_000));

  test("is taken for unused for half a minute from its first use on", async () => {
    await rotate("zero", "one", 1);
    expect(await used("zero")).toBe(false);
    now += 20_000;
    await rotate("zero", "one-again", 1);
    now += 9_999;
    expect(await used("zero")).toBe(false);
    now += 1;
    expect(await used("zero")).toBe(true);
  });

  test("is used as soon as a successor is", async () => {
    await rotate("zero", "one", 1);
    await rotate("one", "two", 2);
    expect([await used("zero"), await used("one"), await used("two")]).toEqual([true, false, false]);
  });

  test("leaves the siblings of its grace alone", async () => {
    await rotate("zero", "one-a", 1);
    await rotate("zero", "one-b", 1);
    await rotate("one-a", "two", 2);
    expect([await used("one-a"), await used("one-b"), await used("zero")]).toEqual([false, false, true]);
  });
});
