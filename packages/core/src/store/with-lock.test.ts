import { expect, test } from "vitest";
import { memoryStore } from "./memory-store.ts";
import { StoreError } from "./store-error.ts";
import { withLock } from "./with-lock.ts";

test("what was done under a lock counts, even when the lock cannot be given back", async () => {
  const store = memoryStore();
  const release = async () => {
    throw new StoreError("unavailable", "The database does not answer.");
  };
  const away = { ...store, release };
  expect(await withLock(away, "lock", { ttlMs: 60 }, async () => "done")).toBe("done");
  // It runs out by itself.
  const startedAt = performance.now();
  expect(await withLock(store, "lock", { ttlMs: 60 }, async () => "next")).toBe("next");
  expect(performance.now() - startedAt).toBeGreaterThan(20);
  const failing = withLock(away, "other", { ttlMs: 60 }, async () => {
    throw new Error("not done");
  });
  await expect(failing).rejects.toThrow("not done");
});
