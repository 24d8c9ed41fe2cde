import { startGitlab } from "@fairlead/sandbox/gitlab";
import { writeSafetySuite, type AnyCall } from "@fairlead/testkit";
import { forgetInstances } from "../src/client/metadata.ts";
import { gitlab } from "../src/connector.ts";

/** What may happen to a write on its way. */
const troubles = {
  "500": { status: 500 },
  "502": { status: 502 },
  "429 without a time": { limit: "bare" },
  "429 for a second": { limit: "retry_after", seconds: 1 },
  "a page in place of JSON": { html: true },
  "a reset before it arrives": { cut: "before" },
  "a reset after it is done": { cut: "after" },
  "no answer": { hang: true },
} as const;

const shop = { project: "harbor/storefront" };
const docs = { project: "harbor/docs" };
type Args = Record<string, unknown>;

const calls: Readonly<Record<string, (call: AnyCall) => Promise<Args> | Args>> = {
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
  merge_merge_request: async (call) => ({
    ...shop,
    iid: 31,
    expected_head_sha: (await merge(call, 31))["head_sha"],
    confirm: "harbor/storefront!31",
  }),
  resolve_discussions: async (call) => ({
    ...shop,
    iid: 32,
    discussion_ids: ((await merge(call, 32))["discussions"] as { discussion_id: string }[])
      .slice(0, 1)
      .map(({ discussion_id: id }) => id),
  }),
  create_pipeline: () => ({ ...shop, ref: "main" }),
  retry_pipeline: async (call) => ({ ...shop, pipeline_id: pipelineOf(await merge(call, 37)) }),
  cancel_pipeline: async (call) => ({ ...shop, pipeline_id: pipelineOf(await merge(call, 35)) }),
};

writeSafetySuite(gitlab, {
  calls,
  troubles,
  async world() {
    const standIn = await startGitlab();
    forgetInstances();
    return {
      env: () => standIn.env(),
      strike(effect: (typeof troubles)[keyof typeof troubles]) {
        for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
          standIn.control.fault({ method, path: "/projects", times: 20, effect });
          standIn.control.fault({ method, path: "/projects/**", times: 20, effect });
        }
      },
      requests: () => standIn.control.requests(),
      close: () => standIn.close(),
    };
  },
});

async function merge(call: AnyCall, iid: number): Promise<Args> {
  return (await call("get_merge_request", { ...shop, iid, include: ["discussions"] })).structured;
}

function pipelineOf(mergeRequest: Args): unknown {
  return (mergeRequest["pipeline"] as { pipeline_id: number }).pipeline_id;
}
