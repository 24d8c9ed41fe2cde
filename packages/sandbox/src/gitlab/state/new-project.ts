import { fullPathOf, type Project } from "./project.ts";
import type { World } from "./world.ts";

type Facts = Pick<Project, "group" | "namespacePath" | "path" | "name" | "git"> & Partial<Project>;

/** Adds a project to the world; settings that are not given are GitLab's defaults. */
export function newProject(world: World, facts: Facts): Project {
  const now = facts.createdAtMs ?? world.now();
  const project: Project = {
    id: facts.id ?? world.nextId(),
    description: null,
    visibility: "private",
    archived: false,
    topics: [],
    defaultBranch: "main",
    protectedBranches: ["main"],
    members: new Map(),
    mergeMethod: "merge",
    squashOption: "default_off",
    pipelineMustSucceed: false,
    mergedResults: false,
    discussionsMustBeResolved: false,
    removeSourceBranchAfterMerge: false,
    approvalsRequired: 0,
    authorsApprove: false,
    labels: [],
    milestones: [],
    issues: new Map(),
    mergeRequests: new Map(),
    pipelines: [],
    createdAtMs: now,
    lastActivityAtMs: now,
    starredBy: new Set(),
    deletesOn: undefined,
    runner: undefined,
    ...facts,
  };
  world.projects.set(project.id, project);
  world.renames.delete(fullPathOf(project).toLowerCase());
  return project;
}
