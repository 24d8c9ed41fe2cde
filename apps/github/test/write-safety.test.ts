import { startGithub, type GithubStandIn, type LoggedRequest } from "@fairlead/sandbox/github";
import {
  connectClient,
  startConnector,
  type CallResult,
  type RunningConnector,
  type TestClient,
} from "@fairlead/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { github } from "../src/connector.ts";
import { roundingEdit, savedCarts } from "./storefront.ts";

/** What may happen to a write on its way. */
const TROUBLES = {
  "500": { status: 500 },
  "502": { status: 502 },
  "a reset before it arrives": { cut: "before" },
  "a reset after it is done": { cut: "after" },
  "no answer": { hang: true },
} as const;

/** Short, so that an answer that never comes does not take a minute. */
const CALL_TIMEOUT_MS = 1_500;

const shop = { owner: "harbor", repo: "storefront" };
const docs = { owner: "harbor", repo: "docs" };
type Args = Record<string, unknown>;

/** Arguments that make each writing tool write. Those that need ids read them first. */
const CALLS: Readonly<Record<string, (read: Read) => Promise<Args> | Args>> = {
  push_files: () => ({ ...savedCarts, operations: [roundingEdit()] }),
  create_branch: () => ({ ...shop, branch: "try/safety" }),
  delete_branch: () => ({
    ...shop,
    branch: "experiment/total-in-cents",
    confirm: "harbor/storefront@experiment/total-in-cents",
  }),
  create_repository: () => ({ name: "safety", owner: "harbor" }),
  fork_repository: () => ({ ...docs, name: "docs-copy" }),
  update_repository: () => ({ ...docs, description: "Changed" }),
  delete_repository: () => ({ ...docs, confirm: "harbor/docs" }),
  create_issue: () => ({ ...docs, title: "Written once" }),
  update_issue: () => ({ ...shop, number: 5, title: "Another title" }),
  add_issue_comment: () => ({ ...shop, number: 5, body: "Written once" }),
  create_pull_request: () => ({ ...shop, title: "Written once", head: "experiment/total-in-cents", base: "main" }),
  update_pull_request: () => ({ ...shop, number: 32, title: "Another title" }),
  create_pull_request_review: () => ({ ...shop, number: 32, event: "COMMENT", body: "Written once" }),
  merge_pull_request: async (read) => ({
    ...shop,
    number: 31,
    expected_head_sha: ((await read(31))["head"] as { sha: string }).sha,
    confirm: "harbor/storefront#31",
  }),
  reply_to_review_comment: async (read) => ({
    ...shop,
    number: 32,
    thread_id: (await threadsOf(read))[0],
    body: "Written once",
  }),
  resolve_review_threads: async (read) => ({ ...shop, thread_ids: (await threadsOf(read)).slice(0, 1) }),
};
type Read = (pull: number) => Promise<Args>;

const writes = Object.values(github.toolsets)
  .flatMap(({ tools }) => tools)
  .filter(({ access }) => access !== "read")
  .map(({ name }) => name);

let standIn: GithubStandIn;
let running: RunningConnector;
let client: TestClient;
beforeAll(async () => {
  standIn = await startGithub();
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
        standIn.control.fault({ method, path: "/user/**", effect });
        standIn.control.fault({ method, path: "/orgs/**", effect });
        standIn.control.fault({ method, path: "/repos/**", effect });
      }
      standIn.control.fault({ path: "/graphql", containing: '"query":"mutation', effect });
      await call(tool, args);
      expect(sentWrites()).not.toEqual([]);
      expect(repeated(sentWrites())).toEqual([]);
    }),
  );
});

/** Seeds anew and starts a connector that remembers nothing of before. */
async function inFreshWorld(work: () => Promise<void>): Promise<void> {
  standIn.control.reset();
  running = await startConnector(github, {
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
      async (number) => (await call("get_pull_request", { ...shop, number, include: ["threads"] })).structured,
    ) ?? {}
  );
}

async function threadsOf(read: Read): Promise<string[]> {
  return ((await read(32))["threads"] as { thread_id: string }[]).map(({ thread_id }) => thread_id);
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
