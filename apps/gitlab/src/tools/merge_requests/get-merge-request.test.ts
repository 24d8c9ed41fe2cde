import { expect, test } from "vitest";
import { useGitlab } from "../../../test/harness.ts";

const gitlab = useGitlab();
const merge = { project: "harbor/storefront", iid: 32 };

interface Thread {
  discussion_id: string;
  resolved: boolean;
  path?: string;
}

const get = async (args: Record<string, unknown> = {}) =>
  (await gitlab.call("get_merge_request", { ...merge, ...args })).structured;

test("the merge request alone takes one request, by GitLab's own spelling, too", async () => {
  const structured = await get();
  expect(structured).toMatchObject({
    iid: 32,
    source_branch: "feat/saved-carts",
    head_sha: expect.stringMatching(/^\w{40}$/),
    changes: "3",
    pipeline: { status: "success" },
  });
  expect(gitlab.sent()).toHaveLength(1);
  const { structured: same } = await gitlab.call("get_merge_request", { project_id: 1, merge_request_iid: 32 });
  expect(same).toEqual(structured);
});

test("unresolved discussions with their lines, and all of them on request; single notes apart", async () => {
  const open = (await get({ include: ["discussions", "notes"] })) as { discussions?: Thread[]; notes?: unknown[] };
  expect(open.discussions).toHaveLength(3);
  expect(open.discussions?.every(({ resolved, path }) => !resolved && path !== undefined)).toBe(true);
  expect(open.notes).toHaveLength(1);
  const all = (await get({ include: ["discussions"], discussions: "all" }))["discussions"] as Thread[];
  expect(all.filter(({ resolved }) => resolved)).toHaveLength(1);
});

test("discussions page without gap or repeat, though GitLab cannot be asked for the unresolved", async () => {
  const found: Thread[] = [];
  let cursor: unknown;
  do {
    const page = await get({ include: ["discussions"], limit: 2, ...(cursor !== undefined && { cursor }) });
    found.push(...(page["discussions"] as Thread[]));
    cursor = page["next_cursor"];
  } while (cursor !== undefined);
  expect(found).toEqual((await get({ include: ["discussions"] }))["discussions"]);
});

test("every thread is read, however many come before it", async () => {
  const row = gitlab.standIn.world.projects.get(1)?.mergeRequests.get(32);
  const single = row?.discussions.find(({ resolvable }) => !resolvable);
  if (!row || !single) throw new Error("no single note is seeded");
  for (let index = 0; index < 120; index += 1)
    row.discussions.unshift({ ...single, id: String(index).padStart(40, "0") });
  expect((await get({ include: ["discussions"] }))["discussions"]).toHaveLength(3);
});

test("readiness names every reason with its fix, and approvals who gave them", async () => {
  const { readiness, approvals } = await get({ iid: 36, include: ["readiness", "approvals"] });
  expect(readiness).toMatchObject({
    verdict: "blocked",
    reasons: [
      { reason: "need_rebase", sentence: "The target has 5 commits that the source must have first." },
      { reason: "approvals_missing", fix: expect.stringContaining("trenn") },
    ],
  });
  expect(approvals).toEqual({ required: 1, left: 1, approved_by: [] });
  expect((await get({ iid: 32, include: ["readiness"] }))["readiness"]).toMatchObject({
    reasons: [
      { reason: "need_rebase" },
      { reason: "discussions_unresolved", sentence: "3 discussions are unresolved." },
    ],
  });
});

test("a status that is being checked is asked for again", async () => {
  gitlab.standIn.control.checking("harbor/storefront", 31, 1);
  expect((await get({ iid: 31, include: ["readiness"] }))["readiness"]).toEqual({ verdict: "ready", reasons: [] });
});

test("the free edition has no rules of approval", async () => {
  gitlab.standIn.control.version("18.6.1", false);
  gitlab.standIn.control.fault({ path: "/projects/*/merge_requests/*/approval_state", effect: { status: 404 } });
  const { approvals } = await get({ iid: 31, include: ["approvals"] });
  expect(approvals).toMatchObject({ left: 0, approved_by: ["mlind"] });
});

test("commits and pipelines, the newest first", async () => {
  const structured = await get({ include: ["commits", "pipelines"] });
  expect(structured).toMatchObject({
    commits: [
      { subject: "Know the customer of a session" },
      { subject: "Saved carts" },
      { subject: "Keep carts for a month" },
    ],
    pipelines: [{ status: "success", ref: "feat/saved-carts", duration_s: 120 }],
  });
});
