import type { Viewer } from "../http/viewer.ts";
import type { Account, Team } from "../state/account.ts";
import type { Run } from "../state/actions.ts";
import type { CheckRun, CommitStatus } from "../state/checks.ts";
import type { GitObject } from "../state/git.ts";
import type { Issue, IssueComment, Label, Milestone } from "../state/issues.ts";
import type { Pull, Review, ReviewComment, ReviewThread } from "../state/pulls.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";

/** What the executor reads fields from: values, or functions of the field's arguments. */
export type Entity = { readonly __typename: string } & Record<string, unknown>;

/**
 * The world as one viewer sees it through GraphQL. Entities refer to each other in circles; they all get each other from
 * here, so that no file imports its own importer.
 */
export interface Lens {
  readonly world: World;
  readonly viewer: Viewer;
  account(account: Account): Entity;
  /** An author by login; null where the account is gone. */
  actor(login: string | null): Entity | null;
  team(organization: Account, team: Team): Entity;
  repository(repository: Repository): Entity;
  ref(repository: Repository, name: string): Entity | null;
  gitObject(repository: Repository, object: GitObject): Entity;
  commit(repository: Repository, oid: string): Entity;
  rollup(repository: Repository, sha: string): Entity | null;
  checkRun(repository: Repository, run: CheckRun): Entity;
  workflowRun(repository: Repository, run: Run): Entity;
  statusContext(repository: Repository, status: CommitStatus): Entity;
  issue(repository: Repository, issue: Issue): Entity;
  comment(repository: Repository, issue: Issue, comment: IssueComment): Entity;
  label(repository: Repository, label: Label): Entity;
  milestone(repository: Repository, milestone: Milestone): Entity;
  pull(repository: Repository, pull: Pull): Entity;
  review(repository: Repository, pull: Pull, review: Review): Entity;
  thread(repository: Repository, pull: Pull, thread: ReviewThread): Entity;
  reviewComment(repository: Repository, pull: Pull, thread: ReviewThread, comment: ReviewComment): Entity;
}
