import { startGitlab, type GitlabStandIn, type LoggedRequest } from "@fairlead/sandbox/gitlab";
import { connectClient, startConnector, type CallResult } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
import { forgetInstances } from "../src/client/metadata.ts";
import { gitlab } from "../src/connector.ts";

/** What may happen to a write on its way. */
const TROUBLES = {
  "500": { status: 500 },
  "502": { status: 502 },
  "429 without a time": { limit: "bare" },
  "429 for a second": { limit: "retry_after", seconds: 1 },
  "a page in place of JSON": { html: true },
  "a reset before it arrives": { cut: "before" },
  "a reset after it is done": { cut: "after" },
  "no answer": { hang: true },
} as const;

/** Short, so that an answer that never comes does not take a minute. */
const CALL_TIMEOUT_MS = 1_500;

const shop = { project: "harbor/storefront" };
const docs = { project: "harbor/docs" };
type Args = Record<string, unknown>;

/** Arguments that make each writing tool write. Those that need ids read them first. */
const CALLS: Readonly<Record<string, (read: Read) => Promise<Args> | Args>> = {
  push_files: () => ({
    ...shop,
    branch: "feat/saved-carts",
    message: "Written once",
    operations: [{ op: "create", path: "ONCE.md", content: "once\n" }],
  }),
  create_branch: () => ({ ...shop, branch: "try/safety" }),
  create_project: () => ({ name: "Safety", namespace: "harbor" }),
  update_project: () => ({ ...docs, description: "Changed" }),
  delete_project: () => ({ ...docs, confirm: "harbor/docs" }),
  create_issue: () => ({ ...docs, title: "Written once" }),
  update_issue: () => ({ ...shop, iid: 5, title: "Another title" }),
  create_note: () => ({ ...shop, target: "issue", iid: 5, body: "Written once" }),
  save_milestone: () => ({ ...shop, title: "Written once" }),
  create_merge_request: () => ({
    ...shop,
    title: "Written once",
    source_branch: "experiment/total-in-cents",
    target_branch: "main",
  }),
  update_merge_request: () => ({ ...shop, iid: 32, title: "Another title" }),
  create_merge_request_review: () => ({
    ...shop,
    iid: 32,
    verdict: "comment",
    comments: [{ path: "src/cart/saved-carts.ts", line: 2, body: "Written once" }],
  }),
  merge_merge_request: async (read) => ({
    ...shop,
    iid: 31,
    expected_head_sha: (await read(31))["head_sha"],
    confirm: "harbor/storefront!31",
  }),
  resolve_discussions: async (read) => ({
    ...shop,
    iid: 32,
    discussion_ids: ((await read(32))["discussions"] as { discussion_id: string }[])
      .slice(0, 1)
      .map(({ discussion_id: id }) => id),
  }),
  create_pipeline: () => ({ ...shop, ref: "main" }),
  retry_pipeline: async (read) => ({ ...shop, pipeline_id: pipelineOf(await read(37)) }),
  cancel_pipeline: async (read) => ({ ...shop, pipeline_id: pipelineOf(await read(35)) }),
};
type Read = (iid: number) => Promise<Args>;

const writes = Object.values(gitlab.toolsets)
  .flatMap(({ tools }) => tools)
  .filter(({ access }) => access !== "read")
  .map(({ name }) => name);

test("every writing tool is in the table", () => {
  expect(Object.keys(CALLS).toSorted()).toEqual(writes.toSorted());
});

// Most of their time they wait for what does not come: each has a world of its own, and they wait together.
describe.concurrent.each(writes)("%s", (tool) => {
  test("sends nothing but reads as a dry run", async () => {
    await using world = await freshWorld();
    const result = await world.call(tool, { ...(await argsOf(tool, world)), dry_run: true, confirm: undefined });
    expect(result.structured, result.text).toHaveProperty("preview");
    expect(sentWrites(world)).toEqual([]);
  });

  test("writes when it is meant", async () => {
    await using world = await freshWorld();
    const result = await world.call(tool, await argsOf(tool, world));
    expect(result.isError, result.text).toBe(false);
    expect(sentWrites(world)).not.toEqual([]);
    expect(repeated(sentWrites(world))).toEqual([]);
  });

  test.each(Object.entries(TROUBLES))("sends no write twice after %s", async (_name, effect) => {
    await using world = await freshWorld();
    const args = await argsOf(tool, world);
    const { control } = world.standIn;
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      control.fault({ method, path: "/projects", times: 20, effect });
      control.fault({ method, path: "/projects/**", times: 20, effect });
    }
    await world.call(tool, args);
    expect(sentWrites(world)).not.toEqual([]);
    expect(repeated(sentWrites(world))).toEqual([]);
  });
});

interface FreshWorld extends AsyncDisposable {
  standIn: GitlabStandIn;
  call(name: string, args: Args): Promise<CallResult>;
}

/** Seeds anew and starts a connector that remembers nothing of before. */
async function freshWorld(): Promise<FreshWorld> {
  const standIn = await startGitlab();
  forgetInstances();
  const running = await startConnector(gitlab, {
    ...standIn.env(),
    LIMIT_CALL_TIMEOUT_MS: String(CALL_TIMEOUT_MS),
    LOG_LEVEL: "error",
  });
  const client = await connectClient(`${running.mcpUrl}/lazy`, "2026-07-28");
  return {
    standIn,
    call: (name, args) => client.call("call_tool", { name, arguments: args }),
    async [Symbol.asyncDispose]() {
      await client.close();
      await running.close();
      await standIn.close();
    },
  };
}

function argsOf(tool: string, { call }: FreshWorld): Promise<Args> | Args {
  return (
    CALLS[tool]?.(
      async (iid) => (await call("get_merge_request", { ...shop, iid, include: ["discussions"] })).structured,
    ) ?? {}
  );
}

function pipelineOf(mergeRequest: Args): unknown {
  return (mergeRequest["pipeline"] as { pipeline_id: number }).pipeline_id;
}

/** Writes as they arrived, with their bodies: two alike are one too many. */
function sentWrites({ standIn }: FreshWorld): string[] {
  return standIn.control
    .requests()
    .filter(isWrite)
    .map(({ method, path, body }) => `${method} ${path} ${JSON.stringify(body ?? null)}`);
}

function isWrite({ method, path, body }: LoggedRequest): boolean {
  if (path === "/graphql") return /^\s*mutation\b/.test((body as { query?: string } | undefined)?.query ?? "");
  return !["GET", "HEAD"].includes(method);
}

function repeated(rows: readonly string[]): string[] {
  return rows.filter((row, index) => rows.indexOf(row) !== index);
}
