import { afterEach, beforeEach, expect, test } from "vitest";
import { createAuditLog, createWriter, sqliteSink, type AuditSink } from "../../audit/index.ts";
import { openSqlite } from "../../store/index.ts";
import { callTool } from "../testing/rpc.ts";
import { startEndpoint, type RunningEndpoint } from "../testing/start-endpoint.ts";

const WITHIN_MS = 1_000;
const broken = (code: string) => async () => Promise.reject(Object.assign(new Error("write"), { code }));
const never = () => new Promise<never>(() => {});
const FAULTS: Readonly<Record<string, () => Promise<never>>> = {
  full: broken("ENOSPC"),
  "read-only": broken("EROFS"),
  hanging: never,
};

let fault: (() => Promise<never>) | undefined;
let letGo = () => {};
let running: RunningEndpoint;
let sink: AuditSink;

async function start(mode: "strict" | "writes" | "async"): Promise<void> {
  const inner = sqliteSink(openSqlite(":memory:"));
  sink = {
    ...inner,
    async append(records) {
      if (fault === undefined) return inner.append(records);
      const released = new Promise<void>((resolve) => (letGo = resolve));
      await Promise.race([fault(), released]);
      return inner.append(records);
    },
  };
  const writer = createWriter({ sink, logId: "main" });
  running = await startEndpoint({ audit: createAuditLog({ writer, mode, report: () => {}, retryMs: 10 }) });
}

beforeEach(() => {
  fault = undefined;
  letGo = () => {};
});
afterEach(async () => {
  fault = undefined;
  letGo();
  await running.close();
});

async function timed<Value>(work: Promise<Value>): Promise<{ value: Value; ms: number }> {
  const startedAt = performance.now();
  return { value: await work, ms: performance.now() - startedAt };
}

const writesOf = () => running.sent.filter((line) => !line.startsWith("GET"));

test.each(Object.entries(FAULTS))(
  "a sink that is %s: writes are refused within a second and not sent, reads go on, and it recovers by itself",
  async (_, broke) => {
    await start("writes");
    expect(await callTool(running.url, "add_note", { text: "before" })).toMatchObject({ isError: false });
    const sent = writesOf().length;

    fault = broke;
    const { value: refused, ms } = await timed(callTool(running.url, "add_note", { text: "during" }));
    expect(refused).toMatchObject({ isError: true, code: "upstream_unavailable" });
    expect(refused.text).toMatch(/Nothing was sent.*audit log cannot be written/);
    expect(ms).toBeLessThan(WITHIN_MS);
    expect(await callTool(running.url, "get_note", { id: 1 })).toMatchObject({ isError: false });
    expect(writesOf()).toHaveLength(sent);
    await expect(running.runtime.audit.probe()).rejects.toThrow("cannot be written");

    fault = undefined;
    letGo();
    await expect.poll(() => running.runtime.audit.probe().then(() => "ready", String)).toBe("ready");
    expect(await callTool(running.url, "add_note", { text: "after" })).toMatchObject({ isError: false });
    expect(writesOf()).toHaveLength(sent + 1);
    expect(running.runtime.audit.trouble).toBeUndefined();
    // The read of the meantime is on record, too.
    const reads = async () => (await sink.query({ tool: "get_note" }, 10)).map(({ result }) => result?.status);
    await expect.poll(reads).toEqual(["ok"]);
  },
);

test("strict: a read is refused as well; async: nothing is", async () => {
  await start("strict");
  fault = FAULTS["full"];
  expect(await callTool(running.url, "get_note", { id: 1 })).toMatchObject({ isError: true });
  fault = undefined;
  await running.close();

  await start("async");
  fault = FAULTS["full"];
  expect(await callTool(running.url, "add_note", { text: "x" })).toMatchObject({ isError: false });
  await running.runtime.audit.probe();
});

test("two writes under one request id that the client chose stay two operations", async () => {
  await start("writes");
  const headers = { "x-request-id": "the-same-one" };
  for (const text of ["one", "other"]) await callTool(running.url, "add_note", { text }, { headers });
  const records = await sink.query({ tool: "add_note" }, 10);
  const byOp = Map.groupBy(records, ({ opId }) => opId);
  expect([...byOp.values()].map((of) => of.map(({ phase }) => phase))).toEqual([
    ["outcome", "intent"],
    ["outcome", "intent"],
  ]);
  expect(await sink.openIntents("main")).toEqual([]);
});
