import { startGitlab, type GitlabStandIn, type LoggedRequest } from "@fairlead/sandbox/gitlab";
import {
  connectClient,
  startConnector,
  type CallResult,
  type RunningConnector,
  type TestClient,
} from "@fairlead/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
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

let standIn: GitlabStandIn;
let running: RunningConnector;
let client: TestClient;
beforeAll(async () => {
  standIn = await startGitlab();
});
afterAll(() => standIn.close());

test("every writing tool is in the table", () => {
  expect(Object.keys(CALLS).toSorted()).toEqual(writes.toSorted());
});

describe.each(writes)("%s", (tool) => {
  test("sends nothing but reads as a dry run", () =>
    inFreshWorld(async () => {
      const result = await call(tool, { ...(await argsOf(tool)), dry_run: true, confirm: undefined });
      expect(result.structured, result.text).toHaveProperty("preview");
      expect(sentWrites()).toEqual([]);
    }));

  test("writes when it is meant", () =>
    inFreshWorld(async () => {
      const result = await call(tool, await argsOf(tool));
      expect(result.isError, result.text).toBe(false);
      expect(sentWrites()).not.toEqual([]);
      expect(repeated(sentWrites())).toEqual([]);
    }));

  test.each(Object.entries(TROUBLES))("sends no write twice after %s", (_name, effect) =>
    inFreshWorld(async () => {
      const args = await argsOf(tool);
      for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
        standIn.control.fault({ method, path: "/projects", times: 20, effect });
        standIn.control.fault({ method, path: "/projects/**", times: 20, effect });
      }
      await call(tool, args);
      expect(sentWrites()).not.toEqual([]);
      expect(repeated(sentWrites())).toEqual([]);
    }),
  );
});

/** Seeds anew and starts a connector that remembers nothing of before. */
async function inFreshWorld(work: () => Promise<void>): Promise<void> {
  standIn.control.reset();
  forgetInstances();
  running = await startConnector(gitlab, {
    ...standIn.env(),
    LIMIT_CALL_TIMEOUT_MS: String(CALL_TIMEOUT_MS),
    LOG_LEVEL: "error",
  });
  client = await connectClient(`${running.mcpUrl}/lazy`, "2026-07-28");
  try {
    await work();
  } finally {
    await client.close();
    await running.close();
  }
}

function call(name: string, args: Args): Promise<CallResult> {
  return client.call("call_tool", { name, arguments: args });
}

function argsOf(tool: string): Promise<Args> | Args {
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
function sentWrites(): string[] {
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
