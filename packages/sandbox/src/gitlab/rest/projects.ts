import {
  commitOf,
  createGit,
  emptyTree,
  filesOf,
  changeTree,
  readBlob,
  writeBlob,
  writeCommit,
} from "../../git/index.ts";
import { flag, names, requiredText, text } from "../http/input.ts";
import { groupOf, projectOf } from "../http/lookup.ts";
import { keyset, paginate } from "../http/page.ts";
import { created, ok, Refusal, route, type Call, type Route } from "../http/route.ts";
import { groupShape, projectShape } from "../shape/project.ts";
import { LEVEL, type Group } from "../state/account.ts";
import { fullPathOf, type Project } from "../state/project.ts";
import { newProject } from "../state/new-project.ts";
import { canSee, groupLevel, levelIn } from "../state/world.ts";
import { signatureOf } from "../state/signature.ts";

const SORTS: Readonly<Record<string, (project: Project) => number | string>> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  created_at: ({ createdAtMs }) => createdAtMs,
  last_activity_at: ({ lastActivityAtMs }) => lastActivityAtMs,
  star_count: ({ starredBy }) => starredBy.size,
};

function listed(call: Call, among: readonly Project[]): Project[] {
  const { query, user } = call;
  const is = (name: string) => query.get(name) === "true";
  const search = query.get("search")?.toLowerCase() ?? "";
  const least = Number(query.get("min_access_level") ?? 0);
  const rows = among.filter(
    (project) =>
      canSee(project, user) &&
      (!is("membership") || levelIn(project, user) > 0) &&
      (!is("owned") || levelIn(project, user) >= LEVEL.owner) &&
      (!is("starred") || (user !== undefined && project.starredBy.has(user.username))) &&
      levelIn(project, user) >= least &&
      (!query.has("archived") || project.archived === is("archived")) &&
      (!query.has("visibility") || project.visibility === query.get("visibility")) &&
      (is("search_namespaces") ? fullPathOf(project) : `${project.path} ${project.name}`)
        .toLowerCase()
        .includes(search),
  );
  const key = SORTS[query.get("order_by") ?? "created_at"] ?? (({ id }: Project) => id);
  const sign = query.get("sort") === "asc" ? 1 : -1;
  return rows.toSorted((a, b) => (key(a) < key(b) ? -sign : key(a) > key(b) ? sign : a.id - b.id));
}

const isBelow = (group: Group | undefined, top: Group): boolean =>
  group !== undefined && (group === top || isBelow(group.parent, top));

const shape = (call: Call) => (project: Project) => projectShape(call.world, project, call.user);

function namespaceOf(call: Call): Group | undefined {
  const id = Number(call.body["namespace_id"] ?? 0);
  if (id === 0 || id === call.user?.id) return undefined;
  const group = [...call.world.groups.values()].find((row) => row.id === id);
  if (!group || groupLevel(group, call.user) < LEVEL.maintainer) {
    throw new Refusal(400, { message: { namespace: ["is not valid"] } });
  }
  return group;
}

function create(call: Call) {
  const { world, user } = call;
  if (!user) throw new Refusal(401, "401 Unauthorized");
  const group = namespaceOf(call);
  const name = text(call, "name") ?? requiredText(call, "path");
  const path = text(call, "path") ?? name.toLowerCase().replaceAll(/[^\w.-]+/g, "-");
  const namespacePath = group?.fullPath ?? user.username;
  const taken = [...world.projects.values()].some((row) => fullPathOf(row) === `${namespacePath}/${path}`);
  if (taken) {
    throw new Refusal(400, { message: { name: ["has already been taken"], path: ["has already been taken"] } });
  }
  const project = newProject(world, {
    group,
    namespacePath,
    path,
    name,
    git: createGit(),
    description: text(call, "description") ?? null,
    visibility: (text(call, "visibility") ?? "private") as Project["visibility"],
    defaultBranch: text(call, "default_branch") ?? "main",
  });
  if (flag(call, "initialize_with_readme")) {
    const blob = writeBlob(project.git, `# ${name}\n`);
    const tree = changeTree(project.git, emptyTree(project.git), [
      { path: "README.md", mode: "100644", oid: blob.oid },
    ]);
    const author = signatureOf(user, world.now());
    const commit = writeCommit(project.git, {
      tree,
      parents: [],
      author,
      committer: author,
      message: "Initial commit",
    });
    project.git.refs.set(`refs/heads/${project.defaultBranch}`, commit.oid);
  }
  return created(projectShape(world, project, user));
}

function change(call: Call) {
  const project = projectOf(call, LEVEL.maintainer);
  const visibility = text(call, "visibility");
  if (visibility === "public" && project.group?.visibility === "private") {
    throw new Refusal(400, { message: { visibility_level: ["public is not allowed in a private group."] } });
  }
  Object.assign(project, {
    name: text(call, "name") ?? project.name,
    description: text(call, "description") ?? project.description,
    visibility: visibility ?? project.visibility,
    defaultBranch: text(call, "default_branch") ?? project.defaultBranch,
    topics: names(call, "topics") ?? project.topics,
    mergeMethod: text(call, "merge_method") ?? project.mergeMethod,
    squashOption: text(call, "squash_option") ?? project.squashOption,
    pipelineMustSucceed: flag(call, "only_allow_merge_if_pipeline_succeeds") ?? project.pipelineMustSucceed,
    discussionsMustBeResolved:
      flag(call, "only_allow_merge_if_all_discussions_are_resolved") ?? project.discussionsMustBeResolved,
    removeSourceBranchAfterMerge:
      flag(call, "remove_source_branch_after_merge") ?? project.removeSourceBranchAfterMerge,
  });
  return ok(projectShape(call.world, project, call.user));
}

function languages(project: Project): Record<string, number> {
  const tip = project.git.refs.get(`refs/heads/${project.defaultBranch}`);
  if (tip === undefined) return {};
  const known: Readonly<Record<string, string>> = { ts: "TypeScript", go: "Go", sh: "Shell", md: "Markdown" };
  const sizes = new Map<string, number>();
  for (const { path, oid } of filesOf(project.git, commitOf(project.git, tip).tree).values()) {
    const language = known[path.split(".").at(-1) ?? ""];
    if (!language || language === "Markdown") continue;
    sizes.set(language, (sizes.get(language) ?? 0) + (readBlob(project.git, oid)?.data.length ?? 0));
  }
  const all = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  return Object.fromEntries([...sizes].map(([name, size]) => [name, Math.round((size / all) * 10_000) / 100]));
}

export const projectRoutes: readonly Route[] = [
  route("GET", "/projects", (call) => {
    const rows = listed(call, [...call.world.projects.values()]);
    if (call.query.get("pagination") !== "keyset") return paginate(call, rows, shape(call));
    return keyset(call, rows, { parameter: "id_after", keyOf: ({ id }) => String(id), shape: shape(call) });
  }),
  route("POST", "/projects", create),
  route("GET", "/projects/{id}", (call) => ok(projectShape(call.world, projectOf(call), call.user))),
  route("PUT", "/projects/{id}", change),
  route("DELETE", "/projects/{id}", (call) => {
    const project = projectOf(call, LEVEL.owner);
    project.deletesOn = new Date(call.world.now() + 7 * 86_400_000).toISOString().slice(0, 10);
    return { status: 202, body: { message: "202 Accepted" } };
  }),
  route("POST", "/projects/{id}/archive", (call) => {
    const project = projectOf(call, LEVEL.owner);
    project.archived = true;
    return created(projectShape(call.world, project, call.user));
  }),
  route("POST", "/projects/{id}/unarchive", (call) => {
    const project = projectOf(call, LEVEL.owner);
    project.archived = false;
    return created(projectShape(call.world, project, call.user));
  }),
  route("GET", "/projects/{id}/languages", (call) => ok(languages(projectOf(call)))),
  route("GET", "/groups", (call) => {
    const search = call.query.get("search")?.toLowerCase() ?? "";
    const rows = [...call.world.groups.values()].filter(
      (group) => (group.visibility === "public" || groupLevel(group, call.user) > 0) && group.fullPath.includes(search),
    );
    return paginate(call, rows, (group) => groupShape(call.world, group));
  }),
  route("GET", "/groups/{id}", (call) => ok(groupShape(call.world, groupOf(call)))),
  route("GET", "/groups/{id}/projects", (call) => {
    const top = groupOf(call);
    const below = call.query.get("include_subgroups") === "true";
    const among = [...call.world.projects.values()].filter(({ group }) =>
      below ? isBelow(group, top) : group === top,
    );
    return paginate(call, listed(call, among), shape(call));
  }),
];
