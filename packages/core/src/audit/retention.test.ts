import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { eventOf } from "./testing/events.ts";
import { openAuditAt } from "./testing/open-at.ts";
import { verifyLogs } from "./verify-logs.ts";

const DAY_MS = 86_400_000;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "retention-"));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

const at = (days: number) => {
  vi.useFakeTimers({ toFake: ["Date"], now: days * DAY_MS });
  return openAuditAt(folder, "database");
};
const noteAt = async (days: number) => {
  const audit = await at(days);
  await audit.log.note(eventOf({ tool: `day-${days}` }));
  await audit.close();
};
const foundAt = async (days: number, { shared = false } = {}) => {
  const audit = await at(days);
  try {
    const tools: (string | undefined)[] = [];
    for await (const { tool } of audit.sink.follow("main", 0)) tools.push(tool);
    // Another replica has no file of this one's.
    const notes = [...(shared ? [] : ((await audit.checkpoints?.all()) ?? [])), ...(await audit.cuts.all())];
    return { tools, problems: (await verifyLogs(audit.sink, { notes, notary: audit.notary })).problems };
  } finally {
    await audit.close();
  }
};

test("a start deletes what is older than the retention, and what is left verifies", async () => {
  await noteAt(20_000);
  await noteAt(20_300);
  expect(await foundAt(20_399)).toEqual({ tools: ["day-20000", "day-20300"], problems: [] });
  // Deleted before this one ends.
  await noteAt(20_401);
  const left = { tools: ["day-20300", "day-20401"], problems: [] };
  expect(await foundAt(20_402)).toEqual(left);
  expect(await foundAt(20_402, { shared: true })).toEqual(left);
});

test("a log that nothing was written to for longer than that goes on where it ended", async () => {
  await noteAt(20_000);
  await noteAt(20_401);
  expect(await foundAt(20_402)).toEqual({ tools: ["day-20000", "day-20401"], problems: [] });
});
