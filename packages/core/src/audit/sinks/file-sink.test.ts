import { appendFile, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkChain } from "../check-chain.ts";
import { eventOf } from "../testing/events.ts";
import { all, chainOf, sinkContract } from "../testing/sink-contract.ts";
import { fileSink } from "./file-sink.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "audit-"));
});
afterAll(() => rm(root, { recursive: true }));

let folders = 0;
const freshFolder = () => join(root, String((folders += 1)));

sinkContract("files", () => fileSink({ folder: freshFolder(), maxBytes: 1_200 }), { shared: false });

test("files are for this user alone, and the next begins when one is full", async () => {
  const folder = freshFolder();
  const sink = await fileSink({ folder, maxBytes: 400 });
  for (const record of chainOf("main", [eventOf(), eventOf(), eventOf()])) await sink.append([record]);
  const names = await readdir(folder);
  expect(names.length).toBeGreaterThan(1);
  for (const name of names) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  expect((await all(sink.follow("main", 0))).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  await sink.close();
});

test("a day begins a new file, after a restart too: what is old can go", async () => {
  const folder = freshFolder();
  const records = chainOf("main", [eventOf(), eventOf(), eventOf()]).map((record) => ({
    ...record,
    tsMs: record.seq * 40_000_000,
  }));
  for (const record of records) {
    const sink = await fileSink({ folder });
    await sink.append([record]);
    await sink.close();
  }
  const sink = await fileSink({ folder });
  expect(await readdir(folder)).toHaveLength(2);
  expect(await sink.lastBefore("main", 86_400_000, { ended: false })).toMatchObject({ seq: 2 });
  await sink.close();
});

test("half a line at the end of a file is cut off when the log goes on", async () => {
  const folder = freshFolder();
  const records = chainOf("main", [eventOf(), eventOf(), eventOf()]);
  const before = await fileSink({ folder });
  await before.append(records.slice(0, 2));
  await before.close();
  const [name = ""] = await readdir(folder);
  await appendFile(join(folder, name), JSON.stringify(records[2]).slice(0, 50));

  const after = await fileSink({ folder });
  expect((await after.head("main")).seq).toBe(2);
  await after.append(records.slice(2));
  const check = checkChain("main");
  for await (const record of after.follow("main", 0)) check.take(record);
  expect(check).toMatchObject({ problems: [], head: { seq: 3 } });
  await after.close();
});
