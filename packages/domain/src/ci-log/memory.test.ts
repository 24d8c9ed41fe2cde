import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { vitest as vitestLog } from "./fixtures/frameworks/vitest.ts";
import { createRandom } from "./fixtures/random.ts";

const MB = 1024 * 1024;
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ci-log-"));
  const lines = [...vitestLog(createRandom(7), 30_000).output()].map((line) =>
    typeof line === "string" ? line : line.truth,
  );
  await writeFile(join(folder, "job.log"), lines.map((line) => `2026-11-02T10:11:12.1234567Z ${line}\n`).join(""));
});

afterAll(() => rm(folder, { recursive: true }));

test(
  "50 MB of log pass through in less than 64 MB, and what is kept of them is small",
  { timeout: 120_000 },
  async () => {
    const probe = join(import.meta.dirname, "fixtures", "memory-probe.ts");
    const { stdout } = await promisify(execFile)(process.execPath, [
      "--expose-gc",
      probe,
      join(folder, "job.log"),
      "50",
    ]);
    const seen: unknown = JSON.parse(stdout);
    process.stdout.write(`${stdout}\n`);
    expect(seen).toMatchObject({ totalLines: expect.any(Number), tests: expect.any(Number) });
    const { extraRssBytes, extraHeapBytes, totalLines } = seen as Record<string, number>;
    expect(totalLines).toBeGreaterThan(400_000);
    expect(extraRssBytes).toBeLessThan(64 * MB);
    expect(extraHeapBytes).toBeLessThan(8 * MB);
  },
);
