import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { storefront, useStory } from "./stories/story-client.ts";

const story = useStory();
const home = mkdtempSync(join(tmpdir(), "audit-sink-"));
afterAll(() => rmSync(home, { recursive: true }));

async function readiness(baseUrl: string): Promise<[number, string | undefined]> {
  const response = await fetch(`${baseUrl}/ready`);
  const { checks } = (await response.json()) as { checks?: Record<string, string> };
  return [response.status, checks?.["audit"]];
}

test("a server whose audit log cannot be written says so, refuses writes, and is itself again without a restart", async () => {
  const folder = join(home, "audit");
  const { call, running } = await story.connect("2026-07-28", { env: { AUDIT_SINK: "file", AUDIT_FOLDER: folder } });
  expect(await readiness(running.baseUrl)).toEqual([200, "ok"]);

  // Nothing can be made in what is no folder, not even by root.
  rmSync(folder, { recursive: true });
  writeFileSync(folder, "");
  const refused = await call("create_issue", { ...storefront, title: "Lost cents" });
  expect(refused).toMatchObject({ isError: true, code: "upstream_unavailable" });
  expect(refused.text).toContain("audit log cannot be written");
  expect(story.writes()).toEqual([]);
  await expect.poll(() => readiness(running.baseUrl), { timeout: 5_000 }).toEqual([503, "failed: ENOTDIR"]);

  rmSync(folder);
  mkdirSync(folder, { mode: 0o700 });
  await expect.poll(() => readiness(running.baseUrl), { timeout: 5_000 }).toEqual([200, "ok"]);
  expect(await call("create_issue", { ...storefront, title: "Lost cents" })).toMatchObject({ isError: false });
  expect(story.writes()).toHaveLength(1);
});
