import type { ActionsStore } from "./actions.ts";
import { newActionsStore } from "./actions.ts";
import type { Account, Role } from "./account.ts";
import type { Git } from "./git.ts";
import { createGit } from "./git.ts";
import type { IssueStore } from "./issues.ts";
import { newIssueStore } from "./issues.ts";
import type { PullStore } from "./pulls.ts";
import { newPullStore } from "./pulls.ts";
import type { Ruleset } from "./ruleset.ts";
import type { World } from "./world.ts";

export interface License {
  key: string;
  name: string;
  spdxId: string;
}

/** A repository: settings, its git data, and the stores of the collaboration half. */
export interface Repository {
  readonly id: number;
  owner: Account;
  name: string;
  /** `owner/name`, kept in step by `renameRepository`. */
  fullName: string;
  description: string | null;
  homepage: string | null;
  visibility: "public" | "private" | "internal";
  archived: boolean;
  isTemplate: boolean;
  template?: Repository;
  /** Where it was forked from. */
  parent?: Repository;
  topics: string[];
  defaultBranch: string;
  license: License | null;
  hasIssues: boolean;
  hasProjects: boolean;
  hasWiki: boolean;
  hasDiscussions: boolean;
  allowMergeCommit: boolean;
  allowSquashMerge: boolean;
  allowRebaseMerge: boolean;
  allowAutoMerge: boolean;
  allowUpdateBranch: boolean;
  deleteBranchOnMerge: boolean;
  /** Lower-case login → role given directly. */
  collaborators: Map<string, Role>;
  /** Lower-case login → when starred, ms. */
  stars: Map<string, number>;
  rulesets: Ruleset[];
  createdAtMs: number;
  updatedAtMs: number;
  pushedAtMs: number;
  git: Git;
  issues: IssueStore;
  pulls: PullStore;
  actions: ActionsStore;
}

/** Adds a repository to the world. Settings not given are GitHub's defaults; a fork passes `parent` and shares its objects. */
export function createRepository(
  world: World,
  owner: Account,
  name: string,
  settings: Partial<Omit<Repository, "id" | "owner" | "name" | "fullName" | "issues" | "pulls" | "actions">> = {},
): Repository {
  const now = settings.createdAtMs ?? world.now();
  const repository: Repository = {
    id: world.nextId("repository"),
    owner,
    name,
    fullName: `${owner.login}/${name}`,
    description: null,
    homepage: null,
    visibility: "public",
    archived: false,
    isTemplate: false,
    topics: [],
    defaultBranch: "main",
    license: null,
    hasIssues: true,
    hasProjects: true,
    hasWiki: true,
    hasDiscussions: false,
    allowMergeCommit: true,
    allowSquashMerge: true,
    allowRebaseMerge: true,
    allowAutoMerge: false,
    allowUpdateBranch: false,
    deleteBranchOnMerge: false,
    collaborators: new Map(),
    stars: new Map(),
    rulesets: [],
    createdAtMs: now,
    updatedAtMs: now,
    pushedAtMs: now,
    git: createGit(settings.parent?.git.objects),
    issues: newIssueStore(),
    pulls: newPullStore(),
    actions: newActionsStore(),
    ...settings,
  };
  world.repositories.set(repository.id, repository);
  return repository;
}

/** Gives it a new name (and owner, for a transfer); the old full name goes on redirecting. */
export function renameRepository(world: World, repository: Repository, name: string, owner = repository.owner): void {
  world.renames.set(repository.fullName.toLowerCase(), repository.id);
  repository.owner = owner;
  repository.name = name;
  repository.fullName = `${owner.login}/${name}`;
  world.renames.delete(repository.fullName.toLowerCase());
  repository.updatedAtMs = world.now();
}
