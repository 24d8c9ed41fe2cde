import { describe, expect, test } from "vitest";
import { createHealth } from "./index.ts";

describe("readiness", () => {
  test("a process without probes is ready until it drains", async () => {
    const health = createHealth({ version: "1.2.3" });
    expect(health.liveness).toEqual({ status: "healthy", version: "1.2.3" });
    expect(await health.readiness()).toEqual({ status: "ready", checks: {} });
    health.drain();
    expect(health.draining).toBe(true);
    expect((await health.readiness()).status).toBe("draining");
    expect(health.liveness.status).toBe("healthy");
  });

  test("one probe that fails makes it unready, and says no more than a code", async () => {
    const health = createHealth({ version: "1" });
    health.register("store", () => {});
    health.register("queue", async () => {
      throw Object.assign(new Error("connect to redis://user:hunter2@10.0.0.1"), { code: "ECONNREFUSED" });
    });
    health.register("vault", () => {
      throw new Error("key hunter2 is wrong");
    });
    expect(await health.readiness()).toEqual({
      status: "unready",
      checks: { store: "ok", queue: "failed: ECONNREFUSED", vault: "failed" },
    });
  });

  test("a probe that hangs fails", async () => {
    const health = createHealth({ version: "1", probeTimeoutMs: 5 });
    health.register("store", () => new Promise(() => {}));
    expect((await health.readiness()).checks).toEqual({ store: "failed: no answer in 5 ms" });
  });

  test("probes run at most once a second", async () => {
    let now = 0;
    let asked = 0;
    const health = createHealth({ version: "1", now: () => now });
    health.register("store", () => void (asked += 1));
    await Promise.all([health.readiness(), health.readiness()]);
    now = 999;
    await health.readiness();
    expect(asked).toBe(1);
    now = 1000;
    await health.readiness();
    expect(asked).toBe(2);
  });
});
