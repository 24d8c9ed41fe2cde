import type { Issue } from "../issues.ts";
import { openIssue } from "../issues/open-issue.ts";
import type { Pull } from "../pulls.ts";
import type { Repository } from "../repository.ts";
import type { World } from "../world.ts";

interface NewPull {
  readonly author: string;
  readonly title: string;
  readonly body: string | null;
  readonly head: { readonly repository: Repository; readonly ref: string; readonly sha: string };
  readonly base: { readonly ref: string; readonly sha: string };
  readonly draft: boolean;
  readonly maintainerCanModify: boolean;
  readonly atMs?: number;
}

/** Opens a pull request: an issue row and its other half. */
export function openPull(world: World, repository: Repository, facts: NewPull): { issue: Issue; pull: Pull } {
  const { author, title, body } = facts;
  const issue = openIssue(world, repository, {
    author,
    title,
    body,
    isPull: true,
    ...(facts.atMs === undefined ? {} : { atMs: facts.atMs }),
  });
  const pull: Pull = {
    id: world.nextId("issue"),
    number: issue.number,
    headRepositoryId: facts.head.repository.id,
    headRef: facts.head.ref,
    headSha: facts.head.sha,
    baseRef: facts.base.ref,
    baseSha: facts.base.sha,
    draft: facts.draft,
    maintainerCanModify: facts.maintainerCanModify,
    requestedReviewers: [],
    requestedTeams: [],
    reviews: [],
    threads: [],
    autoMerge: null,
    mergedAtMs: null,
    mergedBy: null,
    mergeCommitSha: null,
  };
  repository.pulls.byNumber.set(pull.number, pull);
  return { issue, pull };
}
