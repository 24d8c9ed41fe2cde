import { createHash } from "node:crypto";
import {
  commitOf,
  diffTrees,
  entryAt,
  history,
  mergeBase,
  readBlob,
  resolveCommit,
  touches,
  walkTree,
  readTree,
  type PathEntry,
} from "../../git/index.ts";
import { requiredText } from "../http/input.ts";
import { developer, projectOf } from "../http/lookup.ts";
import { keyset, paginate } from "../http/page.ts";
import { badRequest, created, notFound, ok, Refusal, route, type Call, type Route } from "../http/route.ts";
import { commitShape, diffShape } from "../shape/commit.ts";
import { startPipeline } from "../state/start-pipeline.ts";
import type { Project } from "../state/project.ts";
import { fullPathOf } from "../state/project.ts";
import { levelIn } from "../state/world.ts";
import { LEVEL } from "../state/account.ts";

/** The commit that `ref` names; the default branch where it is left out. */
function commitAt(project: Project, ref: string | null) {
  const oid = resolveCommit(project.git, ref ?? "HEAD", project.defaultBranch);
  return oid === undefined ? undefined : commitOf(project.git, oid);
}

const TYPES: Readonly<Record<string, string>> = { "040000": "tree", "160000": "commit" };

function tree(call: Call) {
  const project = projectOf(call);
  const commit = commitAt(project, call.query.get("ref"));
  if (!commit) throw notFound("Tree");
  const path = (call.query.get("path") ?? "").replace(/\/+$/, "");
  const top = entryAt(project.git, commit.tree, path);
  if (top?.mode !== "040000") throw notFound("invalid revision or path");
  const prefix = path === "" ? "" : `${path}/`;
  const entries: PathEntry[] =
    call.query.get("recursive") === "true"
      ? [...walkTree(project.git, top.oid, true, prefix)]
      : (readTree(project.git, top.oid)?.entries ?? []).map(({ mode, name, oid }) => ({
          mode,
          oid,
          path: prefix + name,
        }));
  const shape = ({ mode, oid, path: full }: PathEntry) => ({
    id: oid,
    name: full.split("/").at(-1),
    type: TYPES[mode] ?? "blob",
    path: full,
    mode,
  });
  if (call.query.get("pagination") !== "keyset") return paginate(call, entries, shape);
  return keyset(call, entries, { parameter: "page_token", keyOf: ({ path: full }) => full, shape });
}

function fileAt(call: Call) {
  const project = projectOf(call);
  const ref = call.query.get("ref");
  if (ref === null) throw badRequest("ref is missing");
  const commit = commitAt(project, ref);
  if (!commit) throw notFound("Commit");
  const path = call.params["file_path"] ?? "";
  const entry = entryAt(project.git, commit.tree, path);
  const data = entry && readBlob(project.git, entry.oid)?.data;
  if (!entry || !data) throw notFound("File");
  return { project, ref, commit, path, entry, data };
}

function file(call: Call) {
  const { project, ref, commit, path, entry, data } = fileAt(call);
  return ok({
    file_name: path.split("/").at(-1),
    file_path: path,
    size: data.length,
    encoding: "base64",
    content_sha256: createHash("sha256").update(data).digest("hex"),
    ref,
    blob_id: entry.oid,
    commit_id: commit.oid,
    last_commit_id: lastCommit(project, commit.oid, path),
    execute_filemode: entry.mode === "100755",
    content: data.toString("base64"),
  });
}

/** The newest commit that changed a path. */
export function lastCommit(project: Project, tip: string, path: string): string {
  return history(project.git, tip).find((commit) => touches(project.git, commit, path))?.oid ?? tip;
}

function compare(call: Call) {
  const project = projectOf(call);
  const [from, to] = ["from", "to"].map((name) => commitAt(project, call.query.get(name) ?? ""));
  if (!from || !to) throw notFound("Ref");
  const straight = call.query.get("straight") === "true";
  const base = straight ? from.oid : (mergeBase(project.git, from.oid, to.oid) ?? from.oid);
  const commits = history(project.git, to.oid, from.oid).toReversed();
  const last = commits.at(-1);
  return ok({
    commit: last ? commitShape(call.world, project, last) : null,
    commits: commits.map((commit) => commitShape(call.world, project, commit)),
    diffs: diffTrees(project.git, commitOf(project.git, base).tree, to.tree).map((row) => diffShape(call.world, row)),
    compare_timeout: false,
    compare_same_ref: from.oid === to.oid,
    web_url: `${call.world.url}/${fullPathOf(project)}/-/compare`,
  });
}

function branchShape(call: Call, project: Project, name: string) {
  const oid = project.git.refs.get(`refs/heads/${name}`) ?? "";
  const isProtected = project.protectedBranches.includes(name);
  const level = levelIn(project, call.user);
  return {
    name,
    merged: false,
    protected: isProtected,
    default: name === project.defaultBranch,
    developers_can_push: false,
    developers_can_merge: false,
    can_push: level >= (isProtected ? LEVEL.maintainer : LEVEL.developer),
    web_url: `${call.world.url}/${fullPathOf(project)}/-/tree/${name}`,
    commit: commitShape(call.world, project, commitOf(project.git, oid)),
  };
}

function branches(call: Call) {
  const project = projectOf(call);
  const search = call.query.get("search") ?? "";
  const fits = (name: string) =>
    search.startsWith("^") ? name.startsWith(search.slice(1)) : name.includes(search.replace(/\$$/, ""));
  const rows = [...project.git.refs.keys()]
    .filter((ref) => ref.startsWith("refs/heads/"))
    .map((ref) => ref.slice("refs/heads/".length))
    .filter(fits)
    .toSorted();
  return paginate(call, rows, (name) => branchShape(call, project, name));
}

function createBranch(call: Call) {
  const project = developer(call);
  const name = requiredText(call, "branch");
  const from = commitAt(project, requiredText(call, "ref"));
  if (!from) throw new Refusal(400, "Invalid reference name: " + requiredText(call, "ref"));
  if (project.git.refs.has(`refs/heads/${name}`)) throw new Refusal(400, "Branch already exists");
  project.git.refs.set(`refs/heads/${name}`, from.oid);
  startPipeline(call.world, project, { ref: name, source: "push", user: call.user?.username ?? "" });
  return created(branchShape(call, project, name));
}

export const repositoryRoutes: readonly Route[] = [
  route("GET", "/projects/{id}/repository/tree", tree),
  route("GET", "/projects/{id}/repository/files/{file_path}", file),
  route("GET", "/projects/{id}/repository/files/{file_path}/raw", (call) => {
    const { data, entry } = fileAt(call);
    return {
      status: 200,
      raw: data,
      headers: { "content-type": "text/plain; charset=utf-8", "x-gitlab-blob-id": entry.oid },
    };
  }),
  route("GET", "/projects/{id}/repository/blobs/{sha}/raw", (call) => {
    const blob = readBlob(projectOf(call).git, call.params["sha"] ?? "");
    if (!blob) throw notFound("Blob");
    return { status: 200, raw: blob.data, headers: { "content-type": "application/octet-stream" } };
  }),
  route("GET", "/projects/{id}/repository/compare", compare),
  route("GET", "/projects/{id}/repository/branches", branches),
  route("POST", "/projects/{id}/repository/branches", createBranch),
  route("GET", "/projects/{id}/repository/branches/{branch}", (call) => {
    const project = projectOf(call);
    const name = call.params["branch"] ?? "";
    if (!project.git.refs.has(`refs/heads/${name}`)) throw notFound("Branch");
    return ok(branchShape(call, project, name));
  }),
];
