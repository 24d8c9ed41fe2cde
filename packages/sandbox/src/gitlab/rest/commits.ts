import { createHash } from "node:crypto";
import {
  changeTree,
  commitOf,
  emptyTree,
  entryAt,
  history,
  readBlob,
  resolveCommit,
  touches,
  writeBlob,
  writeCommit,
  type FileMode,
  type TreeChange,
} from "../../git/index.ts";
import { requiredText, text } from "../http/input.ts";
import { developer, projectOf } from "../http/lookup.ts";
import { paginate } from "../http/page.ts";
import { created, notFound, ok, Refusal, route, type Call, type Route } from "../http/route.ts";
import { commitFiles, commitShape, diffShape } from "../shape/commit.ts";
import { mergeRequestRow } from "../shape/merge-request.ts";
import { statusOf, presentJobs } from "../state/pipeline.ts";
import { LEVEL } from "../state/account.ts";
import type { Project } from "../state/project.ts";
import { signatureOf } from "../state/signature.ts";
import { startPipeline } from "../state/start-pipeline.ts";
import { levelIn } from "../state/world.ts";
import { lastCommit } from "./repository.ts";

function list(call: Call) {
  const project = projectOf(call);
  const { query } = call;
  const tip = resolveCommit(project.git, query.get("ref_name") ?? "HEAD", project.defaultBranch);
  if (tip === undefined) throw notFound("Commit");
  const path = query.get("path");
  const author = query.get("author")?.toLowerCase();
  const [since, until] = ["since", "until"].map((name) => Date.parse(query.get(name) ?? ""));
  const rows = history(project.git, tip).filter(
    (commit) =>
      (path === null || touches(project.git, commit, path)) &&
      (author === undefined || `${commit.author.name} <${commit.author.email}>`.toLowerCase().includes(author)) &&
      !(commit.committer.atMs < (since ?? Number.NaN)) &&
      !(commit.committer.atMs > (until ?? Number.NaN)),
  );
  const page = paginate(call, rows, (commit) => commitShape(call.world, project, commit));
  // GitLab counts no commits.
  const { "x-total": _total, "x-total-pages": _pages, ...headers } = page.headers ?? {};
  return { ...page, headers };
}

function commitNamed(call: Call, project: Project) {
  const oid = resolveCommit(project.git, call.params["sha"] ?? "", project.defaultBranch);
  if (oid === undefined) throw notFound("Commit");
  return commitOf(project.git, oid);
}

function show(call: Call) {
  const project = projectOf(call);
  const commit = commitNamed(call, project);
  const files = commitFiles(project.git, commit);
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  const pipeline = project.pipelines.findLast(({ sha }) => sha === commit.oid);
  return ok({
    ...commitShape(call.world, project, commit),
    stats: { additions, deletions, total: additions + deletions },
    status: pipeline ? statusOf(pipeline) : null,
    project_id: project.id,
  });
}

interface Action {
  action: string;
  file_path: string;
  previous_path?: string;
  content?: string;
  encoding?: string;
  last_commit_id?: string;
  execute_filemode?: boolean;
}

const bytesOf = ({ content = "", encoding }: Action): Buffer =>
  Buffer.from(content, encoding === "base64" ? "base64" : "utf8");

/** Whether `.gitattributes` hands a path to Git LFS; patterns by extension are enough here. */
function isKeptInLfs(project: Project, tree: string, path: string): boolean {
  const attributes =
    readBlob(project.git, entryAt(project.git, tree, ".gitattributes")?.oid ?? "")?.data.toString() ?? "";
  const patterns = [...attributes.matchAll(/^\*(\.\w+)[^\n]*\bfilter=lfs\b/gm)];
  return patterns.some(([, extension = ""]) => path.endsWith(extension));
}

/** New files alone become pointers: a change of one is committed as it comes. */
function pointerOf(data: Uint8Array = new Uint8Array()): string {
  const digest = createHash("sha256").update(data).digest("hex");
  return `version https://git-lfs.github.com/spec/v1\noid sha256:${digest}\nsize ${data.length}\n`;
}

/** What an action does to the tree at the head. */
function changesOf(project: Project, head: string | undefined, action: Action): TreeChange[] {
  const tree = head === undefined ? emptyTree(project.git) : commitOf(project.git, head).tree;
  const source = action.action === "move" ? (action.previous_path ?? "") : action.file_path;
  const old = entryAt(project.git, tree, source);
  if (action.action === "create" && old) throw new Refusal(400, "A file with this name already exists");
  if (action.action !== "create" && !old) throw new Refusal(400, "A file with this name doesn't exist");
  if (head !== undefined && action.last_commit_id !== undefined && action.action !== "create") {
    if (lastCommit(project, head, source) !== action.last_commit_id) {
      throw new Refusal(400, `You are attempting to update a file that has changed since you started editing it.`);
    }
  }
  const mode: FileMode = action.execute_filemode === true ? "100755" : (old?.mode ?? "100644");
  const gone = { path: source, mode, oid: null };
  if (action.action === "delete") return [gone];
  if (action.action === "chmod") {
    return [{ path: source, mode: action.execute_filemode ? "100755" : "100644", oid: old?.oid ?? null }];
  }
  const given = action.content === undefined ? readBlob(project.git, old?.oid ?? "")?.data : bytesOf(action);
  const data = action.action === "create" && isKeptInLfs(project, tree, action.file_path) ? pointerOf(given) : given;
  const written = { path: action.file_path, mode, oid: writeBlob(project.git, data ?? "").oid };
  return action.action === "move" ? [gone, written] : [written];
}

function makeCommit(call: Call) {
  const project = developer(call);
  const { git } = project;
  const branch = requiredText(call, "branch");
  const message = requiredText(call, "commit_message");
  const actions = (call.body["actions"] ?? []) as Action[];
  const ref = `refs/heads/${branch}`;
  const start = text(call, "start_sha") ?? text(call, "start_branch");
  const head =
    git.refs.get(ref) ?? (start === undefined ? undefined : resolveCommit(git, start, project.defaultBranch));
  if (
    git.refs.has(ref) &&
    start !== undefined &&
    git.refs.get(ref) !== resolveCommit(git, start, project.defaultBranch)
  ) {
    throw new Refusal(
      400,
      `A branch called '${branch}' already exists. Switch to that branch in order to make changes`,
    );
  }
  if (head === undefined && git.refs.size > 0) {
    throw new Refusal(400, "You can only create or edit files when you are on a branch");
  }
  if (project.protectedBranches.includes(branch) && levelIn(project, call.user) < LEVEL.maintainer) {
    throw new Refusal(403, "You are not allowed to push into this branch");
  }
  if (actions.some((action) => /AKIA[A-Z0-9]{16}/.test(bytesOf(action).toString()))) {
    throw new Refusal(400, "PUSH BLOCKED: Secrets detected in code changes");
  }
  if (!call.user) throw new Refusal(401, "401 Unauthorized");
  const signature = signatureOf(call.user, call.world.now());
  const made = writeCommit(git, {
    tree: changeTree(
      git,
      head === undefined ? undefined : commitOf(git, head).tree,
      actions.flatMap((action) => changesOf(project, head, action)),
    ),
    parents: head === undefined ? [] : [head],
    author: signature,
    committer: signature,
    message,
  });
  git.refs.set(ref, made.oid);
  project.lastActivityAtMs = call.world.now();
  startPipeline(call.world, project, { ref: branch, source: "push", user: call.user.username });
  return created({ ...commitShape(call.world, project, made), project_id: project.id });
}

export const commitRoutes: readonly Route[] = [
  route("GET", "/projects/{id}/repository/commits", list),
  route("POST", "/projects/{id}/repository/commits", makeCommit),
  route("GET", "/projects/{id}/repository/commits/{sha}", show),
  route("GET", "/projects/{id}/repository/commits/{sha}/diff", (call) => {
    const project = projectOf(call);
    return paginate(call, commitFiles(project.git, commitNamed(call, project)), (file) => diffShape(call.world, file));
  }),
  route("GET", "/projects/{id}/repository/commits/{sha}/statuses", (call) => {
    const project = projectOf(call);
    const { oid } = commitNamed(call, project);
    const rows = project.pipelines.filter(({ sha }) => sha === oid).flatMap(presentJobs);
    return paginate(call, rows, (job) => ({ id: job.id, sha: oid, name: job.name, status: job.status }));
  }),
  route("GET", "/projects/{id}/repository/commits/{sha}/merge_requests", (call) => {
    const project = projectOf(call);
    const { oid } = commitNamed(call, project);
    const rows = [...project.mergeRequests.values()].filter(({ sha, mergeSha }) => sha === oid || mergeSha === oid);
    return paginate(call, rows, (merge) => mergeRequestRow(call.world, project, merge));
  }),
];
