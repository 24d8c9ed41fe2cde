import type { ReadContext } from "@fairlead/core";
import type { GitlabClient } from "../client/gitlab-client.ts";
import { list } from "../client/one.ts";
import { readTree } from "../client/tree.ts";
import { unlessStatus } from "../client/unless-status.ts";
import type { UpstreamBranch } from "../shape/branch.ts";
import type { UpstreamIssue } from "../shape/issue.ts";
import type { UpstreamPipeline } from "../shape/pipeline.ts";
import type { UpstreamProject } from "../shape/project.ts";

/** What a completion gets beside the text that was typed. */
type Context = ReadContext<GitlabClient> & { known: Readonly<Record<string, string>> };

/** The most values that the protocol takes in one answer. */
const MOST = 100;

/** Projects that I am a member of, the last active first. */
async function completeProject(typed: string, { client }: Context): Promise<string[]> {
  const options = {
    membership: true,
    orderBy: "last_activity_at",
    simple: true,
    searchNamespaces: true,
    perPage: MOST,
  };
  const search = typed === "" ? {} : { search: typed };
  const { rows } = await list<UpstreamProject>(client.projects.all({ ...options, ...search } as never));
  return rows.map(({ path_with_namespace: path }) => path);
}

/** Open issues and merge requests, the last updated first. */
async function completeIid(_: string, { client, known: { project } }: Context): Promise<string[]> {
  if (!project) return [];
  const options = { projectId: project, state: "opened", orderBy: "updated_at", perPage: MOST / 2 };
  const asked = [client.issues.all(options as never), client.mergeRequests.all(options as never)];
  const found = await Promise.all(asked.map((one) => unlessStatus(list<UpstreamIssue>(one), 403, 404)));
  const rows = found.flatMap((page) => page?.rows ?? []);
  const newest = rows.toSorted((a, b) => Date.parse(b.updated_at ?? "") - Date.parse(a.updated_at ?? ""));
  return [...new Set(newest.map(({ iid }) => String(iid)))];
}

/** Branches that begin with what was typed. */
async function completeBranch(typed: string, { client, known: { project } }: Context): Promise<string[]> {
  if (!project) return [];
  const search = typed === "" ? {} : { search: `^${typed}` };
  const asked = list<UpstreamBranch>(client.branches.all(project, { ...search, perPage: MOST }));
  return (await unlessStatus(asked, 404))?.rows.map(({ name }) => name) ?? [];
}

/** Files and directories at the ref that is known, else on the default branch: what begins so first, shallow first. */
async function completePath(typed: string, { client, known: { project, ref } }: Context): Promise<string[]> {
  if (!project) return [];
  const tree = await readTree(client, project, { ref: ref || "HEAD", path: "", recursive: true });
  const wanted = typed.toLowerCase();
  const rank = (path: string) => (path.toLowerCase().startsWith(wanted) ? 0 : 1000) + path.split("/").length;
  return (tree?.rows ?? [])
    .map(({ path }) => path)
    .filter((path) => path.toLowerCase().includes(wanted))
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, MOST);
}

/** Recent pipelines, those that failed first. */
async function completePipeline(_: string, { client, known: { project } }: Context): Promise<string[]> {
  if (!project) return [];
  const asked = list<UpstreamPipeline>(client.pipelines.all(project, { perPage: MOST }));
  const rows = (await unlessStatus(asked, 403, 404))?.rows ?? [];
  const failedFirst = rows.toSorted((a, b) => Number(b.status === "failed") - Number(a.status === "failed"));
  return failedFirst.map(({ id }) => String(id));
}

/** Values for arguments of prompts and variables of resource templates, by their names. */
export const completions = {
  project: completeProject,
  iid: completeIid,
  ref: completeBranch,
  path: completePath,
  pipeline_id: completePipeline,
};
