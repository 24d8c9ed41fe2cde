import { afterEach, describe, expect, test } from "vitest";
import { AuditError, silentAudit, type AuditEvent, type AuditLog } from "../../audit/index.ts";
import { callTool } from "../testing/rpc.ts";
import { startEndpoint, type RunningEndpoint } from "../testing/start-endpoint.ts";

const CANARY = "canary-7f3a";

let running: RunningEndpoint | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

/** A log that keeps events with what the vendor had been sent by then. */
function keeping(): { audit: AuditLog; events: (AuditEvent & { how: string; sentBefore: number })[] } {
  const events: (AuditEvent & { how: string; sentBefore: number })[] = [];
  const take = (how: string) => async (event: AuditEvent) => {
    events.push({ ...event, how, sentBefore: running?.sent.length ?? 0 });
  };
  return { audit: { ...silentAudit(), intend: take("intend"), settle: take("settle"), note: take("note") }, events };
}

const refusing: AuditLog = {
  ...silentAudit(),
  intend: () => Promise.reject(new AuditError("disk full")),
};

describe("a write", () => {
  test("is on record before it is sent, and its outcome before it is answered", async () => {
    const { audit, events } = keeping();
    running = await startEndpoint({ audit });
    const answer = await callTool(running.url, "add_note", { text: CANARY });
    expect(answer.isError).toBe(false);
    expect(events.map(({ phase, how, sentBefore }) => [phase, how, sentBefore])).toEqual([
      ["intent", "intend", 0],
      ["outcome", "settle", 1],
    ]);
    const [intent, outcome] = events;
    expect(intent?.opId).toBe(outcome?.opId);
    expect(outcome).toMatchObject({ tool: "add_note", effect: "write", result: { status: "ok" } });
  });

  test("is not sent when it cannot be put on record, and the error says what to do", async () => {
    running = await startEndpoint({ audit: refusing });
    const answer = await callTool(running.url, "add_note", { text: "x" });
    expect(answer).toMatchObject({ isError: true });
    expect(JSON.stringify(answer)).toContain("audit log cannot be written");
    expect(running.sent).toEqual([]);
    expect(running.records.at(-1)).toMatchObject({ outcome: "tool_error", stage: "audit" });
  });

  test("as a dry run is a read like any other", async () => {
    const { audit, events } = keeping();
    running = await startEndpoint({ audit });
    await callTool(running.url, "add_note", { text: "x", dry_run: true });
    expect(events.map(({ phase, how }) => [phase, how])).toEqual([["outcome", "note"]]);
  });
});

describe("what a record holds", () => {
  test("proof of what was written, never the text", async () => {
    const { audit, events } = keeping();
    running = await startEndpoint({ audit });
    await callTool(running.url, "add_note", { text: CANARY });
    expect(JSON.stringify(events)).not.toContain(CANARY);
    const proof = running.runtime.withhold.value(CANARY);
    expect(events[0]?.args).toEqual({ text: proof });
  });

  test("refusals, with the stage that refused", async () => {
    const { audit, events } = keeping();
    running = await startEndpoint({ audit });
    await callTool(running.url, "get_note", { id: "no number" });
    await callTool(running.url, "no_such_tool", {});
    expect(events).toMatchObject([
      { tool: "get_note", result: { status: "tool_error", code: "invalid_input", stage: "input" } },
      { phase: "denied", action: "tools/call", tool: undefined, result: { status: "protocol_error" } },
    ]);
  });

  test("the tool that ran, when call_tool called it", async () => {
    const { audit, events } = keeping();
    running = await startEndpoint({ audit });
    await callTool(running.url, "call_tool", { name: "get_note", arguments: { id: 1 } });
    expect(events).toMatchObject([{ tool: "get_note", effect: "read" }]);
  });
});

test("where nothing may go unrecorded, a read is not answered without a record", async () => {
  const audit = { ...silentAudit(), note: () => Promise.reject(new AuditError("disk full")) };
  running = await startEndpoint({ audit });
  const answer = await callTool(running.url, "get_note", { id: 1 });
  expect(answer).toMatchObject({ isError: true });
  expect(JSON.stringify(answer)).not.toContain("Buy");
});
