import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkChain } from "./check-chain.ts";
import { fileSink } from "./sinks/file-sink.ts";
import { sinkProcess, type SinkProcess } from "./testing/sink-process.ts";

const IN_TIME_MS = 1_000;
const BLOCKS_OF_512 = 64;
const hasPrlimit = spawnSync("prlimit", ["--version"]).status === 0;

let folder: string;
let writer: SinkProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "broken-disk-"));
});
afterEach(async () => {
  await writer?.end();
  writer = undefined;
  rmSync(folder, { recursive: true });
});

async function writeUntil(process: SinkProcess, end: (told: string) => boolean): Promise<string[]> {
  const written: string[] = [];
  for (let at = 0; at < 200; at += 1) {
    const { told, tookMs } = await process.write(`op-${at}`);
    expect(tookMs).toBeLessThan(IN_TIME_MS);
    if (end(told)) return written;
    if (told === "written") written.push(`op-${at}`);
  }
  throw new Error("The disk was never full.");
}

/** The operations in the log, whose chain must hold. */
async function recorded(path: string): Promise<string[]> {
  const sink = await fileSink({ folder: path });
  const check = checkChain("main");
  const ids: string[] = [];
  for await (const record of sink.follow("main", 0)) {
    check.take(record);
    ids.push(record.opId);
  }
  await sink.close();
  expect(check.problems).toEqual([]);
  return ids;
}

test.skipIf(!hasPrlimit)(
  "a full disk refuses within a second, leaves no half record, and is used again when there is room",
  async () => {
    // The soft limit on a file's size: to the process the disk is full there, until somebody raises it.
    writer = sinkProcess(folder, { shell: `ulimit -S -f ${BLOCKS_OF_512}` });
    const written = await writeUntil(writer, (told) => told !== "written");
    expect(written.length).toBeGreaterThan(3);
    expect((await writer.write("refused")).told).toBe("EFBIG");
    expect(await recorded(folder)).toEqual(written);
    execFileSync("prlimit", ["--pid", String(writer.pid), "--fsize=unlimited:unlimited"]);
    expect((await writer.write("room again")).told).toBe("written");
    expect(await recorded(folder)).toEqual([...written, "room again"]);
  },
);

test("a folder that has become read-only refuses within a second, and is used again when it is writable", async () => {
  // Root writes everywhere: the process is somebody else then.
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;
  const audit = join(folder, "audit");
  mkdirSync(audit);
  chmodSync(folder, 0o755);
  if (user !== undefined) chownSync(audit, user.uid, user.gid);
  // Each record in a file of its own: the next one cannot be made.
  writer = sinkProcess(audit, { maxBytes: 1, user });
  expect((await writer.write("before")).told).toBe("written");
  chmodSync(audit, 0o500);
  const refused = await writer.write("refused");
  expect(refused.told).toBe("EACCES");
  expect(refused.tookMs).toBeLessThan(IN_TIME_MS);
  chmodSync(audit, 0o700);
  expect((await writer.write("after")).told).toBe("written");
  expect(await recorded(audit)).toEqual(["before", "after"]);
});
