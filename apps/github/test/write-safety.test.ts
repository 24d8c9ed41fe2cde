import { startGithub, type GithubStandIn, type LoggedRequest } from "@fairlead/sandbox/github";
import { connectClient, startConnector, type CallResult } from "@fairlead/testkit";
import { describe, expect, test } from "vitest";
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
      control.fault({ method, path: "/user/**", effect });
      control.fault({ method, path: "/orgs/**", effect });
      control.fault({ method, path: "/repos/**", effect });
    }
    control.fault({ path: "/graphql", containing: '"query":"mutation', effect });
    await world.call(tool, args);
    expect(sentWrites(world)).not.toEqual([]);
    expect(repeated(sentWrites(world))).toEqual([]);
  });
});

interface FreshWorld extends AsyncDisposable {
  standIn: GithubStandIn;
  call(name: string, args: Args): Promise<CallResult>;
}

/** Seeds anew and starts a connector that remembers nothing of before. */
async function freshWorld(): Promise<FreshWorld> {
  const standIn = await startGithub();
  const running = await startConnector(github, {
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
      async (number) => (await call("get_pull_request", { ...shop, number, include: ["threads"] })).structured,
    ) ?? {}
  );
}

async function threadsOf(read: Read): Promise<string[]> {
  return ((await read(32))["threads"] as { thread_id: string }[]).map(({ thread_id }) => thread_id);
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
