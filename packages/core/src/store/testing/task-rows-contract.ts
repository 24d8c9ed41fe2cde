import { expect, test } from "vitest";
import type { TaskRow, TaskRows } from "../task-rows.ts";
import { testClock } from "./clock.ts";

/** What every driver promises. */
export function taskRowsContract(name: string, open: (now: () => number) => Promise<TaskRows>): void {
  const setUp = async () => {
    const clock = testClock();
    return { clock, rows: await open(clock.now) };
  };
  const taskOf = (now: number, more: Partial<TaskRow> = {}): TaskRow => ({
    id: `task-${Math.random()}`,
    tenant: "t",
    connector: "github",
    owner: "ada",
    status: "working",
    version: 1,
    content: "sealed",
    createdAtMs: now,
    updatedAtMs: now,
    expiresAtMs: now + 1_000,
    ...more,
  });

  test(`${name}: a task is read as it was written, until it expires`, async () => {
    const { clock, rows } = await setUp();
    const row = taskOf(clock.now());
    await rows.insert(row);
    expect([await rows.get(row.id), await rows.get("none")]).toEqual([row, undefined]);
    await expect(rows.insert(row)).rejects.toThrow();
    clock.advance(999);
    expect(await rows.get(row.id)).toEqual(row);
    clock.advance(1);
    expect([await rows.get(row.id), await rows.replace({ ...row, version: 2 })]).toEqual([undefined, false]);
    expect([await rows.sweep(), await rows.sweep()]).toEqual([1, 0]);
  });

  test(`${name}: of many that change one version, one does`, async () => {
    const { clock, rows } = await setUp();
    const row = taskOf(clock.now());
    await rows.insert(row);
    const changes = Array.from({ length: 5 }, (_, n) => ({ ...row, version: 2, content: `change ${n}` }));
    const done = await Promise.all(changes.map((change) => rows.replace(change)));
    expect(done.filter(Boolean)).toHaveLength(1);
    expect(await rows.get(row.id)).toEqual(changes[done.indexOf(true)]);
    expect(await rows.replace({ ...row, version: 2 })).toBe(false);
    expect(await rows.replace({ ...row, version: 3, status: "completed" })).toBe(true);
  });

  test(`${name}: counts what is open for one owner, and finds what has gone silent`, async () => {
    const { clock, rows } = await setUp();
    const now = clock.now();
    await rows.insert(taskOf(now, { id: "a", updatedAtMs: now - 20 }));
    await rows.insert(taskOf(now, { id: "b", status: "input_required", updatedAtMs: now - 30 }));
    await rows.insert(taskOf(now, { id: "c", status: "completed" }));
    await rows.insert(taskOf(now, { id: "d", owner: "bob", updatedAtMs: now - 30 }));
    await rows.insert(taskOf(now, { id: "e", connector: "slack", updatedAtMs: now - 30 }));
    expect(await rows.countOpen({ tenant: "t", connector: "github", owner: "ada" })).toBe(2);
    expect(await rows.countOpen({ tenant: "u", connector: "github", owner: "ada" })).toBe(0);
    expect((await rows.silent("github", now - 10, 9)).map(({ id }) => id)).toEqual(["d", "a"]);
    expect((await rows.silent("github", now - 10, 1)).map(({ id }) => id)).toEqual(["d"]);
    clock.advance(1_000);
    expect(await rows.countOpen({ tenant: "t", connector: "github", owner: "ada" })).toBe(0);
  });
}
