import { aheadBehind, history, mergeCommits, writeCommit } from "../../git/index.ts";
import { flag, requiredText, text } from "../http/input.ts";
import { developer, groupOf, mergeRequestOf, projectOf } from "../http/lookup.ts";
import { paginate } from "../http/page.ts";
import { created, forbidden, ok, Refusal, route, type Call, type Route } from "../http/route.ts";
import { commitShape, diffShape } from "../shape/commit.ts";
import { MOST_FILES, mergeRequestRow, mergeRequestShape } from "../shape/merge-request.ts";
import { pipelineRow } from "../shape/pipeline.ts";
import { iso } from "../shape/user.ts";
import { LEVEL } from "../state/account.ts";
import type { MergeRequest } from "../state/merge-request.ts";
import { diffRefs, filesOf, headOf, pipelinesFor } from "../state/merge-status.ts";
import type { Project } from "../state/project.ts";
import { signatureOf } from "../state/signature.ts";
import { startPipeline } from "../state/start-pipeline.ts";
import { levelIn } from "../state/world.ts";
import { runQuickActions } from "../state/write-note.ts";
import { commonFilter, inOrder } from "./filter.ts";
import { seen } from "./issues.ts";
import { applyCommon, people } from "./noteable.ts";

function listOf(call: Call, projects: readonly Project[]) {
  const { query, user } = call;
  const fits = commonFilter(call);
  const homes = new Map<MergeRequest, Project>();
  for (const project of projects) for (const row of project.mergeRequests.values()) homes.set(row, project);
  const wip = query.get("wip") ?? query.get("draft");
  const reviewer = query.get("reviewer_username") ?? (query.get("scope") === "reviews_for_me" ? user?.username : null);
  const rows = [...homes.keys()].filter(
    (row) =>
      fits(row) &&
      (!query.has("source_branch") || row.sourceBranch === query.get("source_branch")) &&
      (!query.has("target_branch") || row.targetBranch === query.get("target_branch")) &&
      (wip === null || row.draft === (wip === "yes" || wip === "true")) &&
      (reviewer === null || reviewer === undefined || row.reviewers.includes(reviewer)),
  );
  for (const row of rows) headOf(homes.get(row) ?? ({} as Project), row);
  return paginate(call, inOrder(call, rows), (row) =>
    mergeRequestRow(call.world, homes.get(row) ?? ({} as Project), row),
  );
}

/** `Draft:` at the beginning of a title is what makes one. */
function setTitle(row: MergeRequest): void {
  const plain = row.title.replace(/^(?:draft:|\[draft\]|\(draft\))\s*/i, "");
  row.draft = plain !== row.title;
  row.title = plain;
}

function create(call: Call) {
  const project = developer(call);
  const [source, target] = ["source_branch", "target_branch"].map((name) => requiredText(call, name));
  const head = project.git.refs.get(`refs/heads/${source}`);
  const base = project.git.refs.get(`refs/heads/${target}`);
  const wrong = [
    ...(head === undefined ? [`Source branch "${source}" does not exist`] : []),
    ...(base === undefined ? [`Target branch "${target}" does not exist`] : []),
  ];
  if (wrong.length > 0 || head === undefined || !call.user) throw new Refusal(400, { message: wrong });
  const twin = [...project.mergeRequests.values()].find(
    (row) => row.state === "opened" && row.sourceBranch === source && row.targetBranch === target,
  );
  if (twin) {
    throw new Refusal(409, {
      message: [`Another open merge request already exists for this source branch: !${twin.iid}`],
    });
  }
  const now = call.world.now();
  const iid = Math.max(0, ...project.mergeRequests.keys()) + 1;
  const row: MergeRequest = {
    id: call.world.nextId(),
    iid,
    title: requiredText(call, "title"),
    description: "",
    author: call.user.username,
    assignees: [],
    labels: [],
    milestone: undefined,
    state: "opened",
    draft: false,
    sourceBranch: source ?? "",
    targetBranch: target ?? "",
    sha: head,
    reviewers: people(call, "reviewer_ids") ?? [],
    changesRequestedBy: new Set(),
    approvedBy: [],
    drafts: [],
    squash: flag(call, "squash") ?? false,
    removeSourceBranch: flag(call, "remove_source_branch") ?? project.removeSourceBranchAfterMerge,
    mergeSha: undefined,
    mergedAtMs: undefined,
    mergedBy: undefined,
    checking: 0,
    createdAtMs: now,
    updatedAtMs: now,
    closedAtMs: undefined,
    discussions: [],
  };
  applyCommon(call, project, row);
  setTitle(row);
  row.description = runQuickActions(call.world, row, row.description);
  project.mergeRequests.set(iid, row);
  return created(mergeRequestShape(call.world, project, row, { user: call.user }));
}

function change(call: Call) {
  const project = projectOf(call);
  const row = mergeRequestOf(call, project);
  if (levelIn(project, call.user) < LEVEL.developer && row.author !== call.user?.username) throw forbidden();
  const wasDraft = row.draft;
  applyCommon(call, project, row);
  if (call.body["title"] !== undefined) setTitle(row);
  else row.draft = wasDraft;
  row.reviewers = people(call, "reviewer_ids") ?? row.reviewers;
  row.targetBranch = text(call, "target_branch") ?? row.targetBranch;
  row.squash = flag(call, "squash") ?? row.squash;
  row.removeSourceBranch = flag(call, "remove_source_branch") ?? row.removeSourceBranch;
  const event = text(call, "state_event");
  if (event === "close") Object.assign(row, { state: "closed", closedAtMs: call.world.now() });
  if (event === "reopen") Object.assign(row, { state: "opened", closedAtMs: undefined });
  return ok(mergeRequestShape(call.world, project, row, { user: call.user }));
}

const at = (call: Call) => {
  const project = projectOf(call);
  return { project, row: mergeRequestOf(call, project) };
};

function versions(call: Call) {
  const { project, row } = at(call);
  const refs = diffRefs(project, row);
  return paginate(call, [refs], (ref) => ({
    id: row.id,
    head_commit_sha: ref.head_sha,
    base_commit_sha: ref.base_sha,
    start_commit_sha: ref.start_sha,
    created_at: iso(row.createdAtMs),
    merge_request_id: row.id,
    state: "collected",
    real_size: String(filesOf(project, row).length),
  }));
}

/** What a pipeline of a merge request runs on: its head, or what a merge of it would give. */
function runOf(call: Call, project: Project, row: MergeRequest) {
  const head = headOf(project, row);
  const own = `refs/merge-requests/${row.iid}`;
  const target = project.git.refs.get(`refs/heads/${row.targetBranch}`) ?? head;
  const merged = mergeCommits(project.git, target, head);
  if (!call.user || !project.mergedResults || row.fork || merged.conflicts.length > 0) {
    return { ref: `${own}/head`, on: { sha: head } };
  }
  const author = signatureOf(call.user, call.world.now());
  const message = `Merge ${head} into ${target}`;
  const facts = { tree: merged.tree, parents: [target, head], author, committer: author, message };
  return { ref: `${own}/merge`, on: { sha: writeCommit(project.git, facts).oid, sourceSha: head } };
}

const BASE = "/projects/{id}/merge_requests";

export const mergeRequestRoutes: readonly Route[] = [
  route("GET", "/merge_requests", (call) => {
    if (!call.query.has("scope")) call.query.set("scope", "created_by_me");
    return listOf(call, seen(call));
  }),
  route("GET", "/groups/{id}/merge_requests", (call) => {
    const top = groupOf(call);
    const among = seen(call).filter(({ namespacePath }) => `${namespacePath}/`.startsWith(`${top.fullPath}/`));
    return listOf(call, among);
  }),
  route("GET", BASE, (call) => listOf(call, [projectOf(call)])),
  route("POST", BASE, create),
  route("GET", `${BASE}/{iid}`, (call) => {
    const { project, row } = at(call);
    return ok(mergeRequestShape(call.world, project, row, { user: call.user, query: call.query }));
  }),
  route("PUT", `${BASE}/{iid}`, change),
  route("GET", `${BASE}/{iid}/diffs`, (call) => {
    const { project, row } = at(call);
    // Pages simply end where GitLab stops collecting.
    return paginate(call, filesOf(project, row).slice(0, MOST_FILES), (file) => diffShape(call.world, file));
  }),
  route("GET", `${BASE}/{iid}/versions`, versions),
  route("GET", `${BASE}/{iid}/commits`, (call) => {
    const { project, row } = at(call);
    const { base_sha: base, head_sha: head } = diffRefs(project, row);
    const rows = aheadBehind(project.git, base, head).ahead === 0 ? [] : history(project.git, head, base);
    return paginate(call, rows, (commit) => commitShape(call.world, project, commit));
  }),
  route("GET", `${BASE}/{iid}/pipelines`, (call) => {
    const { project, row } = at(call);
    const rows = pipelinesFor(project, row).toReversed();
    return paginate(call, rows, ({ home, pipeline }) => pipelineRow(call.world, home, pipeline));
  }),
  route("POST", `${BASE}/{iid}/pipelines`, (call) => {
    const { project, row } = at(call);
    if (levelIn(project, call.user) < LEVEL.developer) throw forbidden();
    const home = row.fork ?? project;
    const order = { source: "merge_request_event", user: call.user?.username ?? "", ...runOf(call, project, row) };
    const pipeline = startPipeline(call.world, home, order);
    if (!pipeline) throw new Refusal(400, { message: { base: ["Missing CI config file"] } });
    return created(pipelineRow(call.world, home, pipeline));
  }),
];
