import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { defineTool } from "../../connector/index.ts";
import { legacyRpc, modernRpc, startLegacySession } from "../testing/rpc.ts";
import { toy, toyWith } from "../testing/toy-connector.ts";
import { serve, type Served } from "../../serve.ts";

const folder = mkdtempSync(join(tmpdir(), "fairlead-secrets-"));
writeFileSync(join(folder, "fairlead.json"), JSON.stringify({ toy: { url: "http://127.0.0.1:9" } }));
const open: Served[] = [];
afterAll(async () => {
  await Promise.all(open.map((served) => served.close()));
  rmSync(folder, { recursive: true });
});

const brew = defineTool({
  name: "brew",
  title: "Brew",
  description: "Takes its time.",
  access: "read",
  scopes: [],
  task: "optional",
  input: z.object({}),
  output: z.object({ cups: z.int() }),
  run: async () => ({ cups: 2 }),
});
const listNotes = toy.toolsets["notes"]?.tools.find(({ name }) => name === "list_notes");

/** The server, stopped and started again on the same data, with other secrets. */
async function start(secrets: { FAIRLEAD_SECRET: string; FAIRLEAD_PREVIOUS_SECRETS?: string }): Promise<string> {
  await open.pop()?.close();
  if (listNotes === undefined) throw new Error("The toy has no list.");
  const served = await serve([toyWith([listNotes, brew])], {
    folder,
    env: { PORT: "0", LOG_LEVEL: "silent", FAIRLEAD_DATA: join(folder, "data"), ...secrets },
    signals: false,
  });
  open.push(served);
  return served.mcpUrls["toy"] ?? "";
}

/** What a client holds that the server has sealed, used at a server. */
async function used(url: string, held: { sessionId: string; cursor: string; taskId: string }): Promise<unknown> {
  const { sessionId, cursor, taskId } = held;
  const session = await legacyRpc(url, { id: 1, method: "tools/list" }, { sessionId });
  const page = await modernRpc(url, "tools/call", { name: "list_notes", arguments: { limit: 2, cursor } });
  const rows = (page.body.result?.["structuredContent"] as { items?: { id: number }[] } | undefined)?.items;
  const task = await modernRpc(url, "tasks/get", { taskId }, { capabilities: TASKS });
  const result = task.body.result?.["result"] as { structuredContent?: unknown } | undefined;
  return { session: session.status, rows: rows?.map(({ id }) => id), task: result?.structuredContent };
}

const TASKS = { extensions: { "io.modelcontextprotocol/tasks": {} } };

test("sessions, cursors and tasks that an earlier secret has sealed still open, and only while it is named", async () => {
  const [before, after] = ["the secret of last year is long enough", "the secret of this year is long enough"];
  const first = await start({ FAIRLEAD_SECRET: before });
  const sessionId = await startLegacySession(first);
  const page = await modernRpc(first, "tools/call", { name: "list_notes", arguments: { limit: 2 } });
  const cursor = (page.body.result?.["structuredContent"] as { next_cursor: string }).next_cursor;
  const begun = await modernRpc(first, "tools/call", { name: "brew", arguments: {} }, { capabilities: TASKS });
  const held = { sessionId, cursor, taskId: String(begun.body.result?.["taskId"]) };
  const all = { session: 200, rows: [3, 4], task: { cups: 2 } };
  await expect.poll(() => used(first, held)).toEqual(all);

  const rotated = await start({
    FAIRLEAD_SECRET: after,
    FAIRLEAD_PREVIOUS_SECRETS: `one of the years before which is long enough,${before}`,
  });
  expect(await used(rotated, held)).toEqual(all);

  const forgotten = await start({ FAIRLEAD_SECRET: after });
  expect(await used(forgotten, held)).toEqual({ session: 404, rows: undefined, task: undefined });
});
