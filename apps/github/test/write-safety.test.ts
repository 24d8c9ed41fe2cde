import { startGithub } from "@fairlead/sandbox/github";
import { writeSafetySuite, type AnyCall } from "@fairlead/testkit";
import { github } from "../src/connector.ts";
import { roundingEdit, savedCarts } from "./storefront.ts";

/** What may happen to a write on its way. */
const troubles = {
  "500": { status: 500 },
  "502": { status: 502 },
  "a reset before it arrives": { cut: "before" },
  "a reset after it is done": { cut: "after" },
  "no answer": { hang: true },
} as const;

const shop = { owner: "harbor", repo: "storefront" };
const docs = { owner: "harbor", repo: "docs" };
type Args = Record<string, unknown>;

const calls: Readonly<Record<string, (call: AnyCall) => Promise<Args> | Args>> = {
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
  merge_pull_request: async (call) => ({
    ...shop,
    number: 31,
    expected_head_sha: ((await pull(call, 31))["head"] as { sha: string }).sha,
    confirm: "harbor/storefront#31",
  }),
  reply_to_review_comment: async (call) => ({
    ...shop,
    number: 32,
    thread_id: (await threadsOf(call))[0],
    body: "Written once",
  }),
  resolve_review_threads: async (call) => ({ ...shop, thread_ids: (await threadsOf(call)).slice(0, 1) }),
};

writeSafetySuite(github, {
  calls,
  troubles,
  async world() {
    const standIn = await startGithub();
    return {
      env: () => standIn.env(),
      strike(effect: (typeof troubles)[keyof typeof troubles]) {
        for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
          standIn.control.fault({ method, path: "/user/**", effect });
          standIn.control.fault({ method, path: "/orgs/**", effect });
          standIn.control.fault({ method, path: "/repos/**", effect });
        }
        standIn.control.fault({ path: "/graphql", containing: '"query":"mutation', effect });
      },
      requests: () => standIn.control.requests(),
      close: () => standIn.close(),
    };
  },
});

async function pull(call: AnyCall, number: number): Promise<Args> {
  return (await call("get_pull_request", { ...shop, number, include: ["threads"] })).structured;
}

async function threadsOf(call: AnyCall): Promise<string[]> {
  return ((await pull(call, 32))["threads"] as { thread_id: string }[]).map(({ thread_id }) => thread_id);
}
