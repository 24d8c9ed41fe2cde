import { expect, test } from "vitest";
import { silentAudit, type AuditEvent, type AuditLog } from "../../audit/index.ts";
import { openSqlite } from "../../store/index.ts";
import { modernRpc } from "../testing/rpc.ts";
import { embeddedTasks, SLOW_NOTE, startEndpoint } from "../testing/start-endpoint.ts";
import { toyWith } from "../testing/toy-connector.ts";
import { useSlowTools } from "./testing/slow-tools.ts";

const TASKS = { extensions: { "io.modelcontextprotocol/tasks": {} } };
const slow = useSlowTools();

async function begin(url: string, name: string, args: Record<string, unknown> = {}) {
  const params = { name, arguments: args };
  return (await modernRpc(url, "tools/call", params, { capabilities: TASKS })).body.result as { taskId: string };
}

function keeping(): { audit: AuditLog; events: AuditEvent[] } {
  const events: AuditEvent[] = [];
  const take = async (event: AuditEvent) => void events.push(event);
  return { audit: { ...silentAudit(), intend: take, settle: take, note: take }, events };
}

const told = ({ phase, tool, result }: AuditEvent) => [phase, tool, result?.status, result?.code, result?.stage];

test("the call that begins a task is on record, and how the task ends, by one request id", async () => {
  const { audit, events } = keeping();
  const { url } = await slow.start({ audit });
  await begin(url, "brew", { text: "tea" });
  await slow.started();
  slow.release("is ready");
  await expect.poll(() => events.length).toBe(2);
  expect(events.map(told)).toEqual([
    ["outcome", "brew", "task", undefined, undefined],
    ["outcome", "brew", "ok", undefined, undefined],
  ]);
  expect(new Set(events.map(({ requestId }) => requestId)).size).toBe(1);
});

test("a task that ends without its call leaves a record that says why", async () => {
  const database = openSqlite(":memory:");
  const secret = Buffer.alloc(32, 7);
  const before = keeping();
  const connector = toyWith(slow.tools);
  const first = await startEndpoint({ connector, tasks: embeddedTasks(database), secret, audit: before.audit });
  await begin(first.url, "brew");
  await begin(first.url, "post", { text: "slow" });
  await slow.started();
  await expect.poll(() => first.held.length).toBe(1);
  expect(first.sent).toEqual([`POST /notes/${SLOW_NOTE}`]);
  await first.close();

  const { audit, events } = keeping();
  const left = slow.tools.filter(({ name }) => name !== "brew");
  await slow.start({ connector: toyWith(left), tasks: embeddedTasks(database), secret, audit });
  await expect.poll(() => events.length).toBe(2);
  expect(events.map(told).toSorted()).toEqual([
    // A tool that is gone is nobody's name any more.
    ["denied", undefined, "denied", "policy_denied", "task"],
    ["outcome", "post", "unknown", "conflict", "task"],
  ]);
  const known = new Set(before.events.map(({ requestId }) => requestId));
  for (const { requestId } of events) expect(known).toContain(requestId);
});
