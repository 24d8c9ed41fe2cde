import type { Viewer } from "../http/viewer.ts";
import type { World } from "../state/world.ts";
import { findAccount } from "../state/world.ts";
import { accountEntity } from "./entity/account.ts";
import { teamEntity } from "./entity/team.ts";
import { checkRunEntity } from "./entity/check-run.ts";
import { rollupEntity } from "./entity/rollup.ts";
import { statusContextEntity } from "./entity/status-context.ts";
import { workflowRunEntity } from "./entity/workflow-run.ts";
import { commitEntity } from "./entity/commit.ts";
import { gitObjectEntity } from "./entity/git-object.ts";
import { refEntity } from "./entity/ref.ts";
import { commentEntity } from "./entity/comment.ts";
import { issueEntity } from "./entity/issue.ts";
import { labelEntity } from "./entity/label.ts";
import { milestoneEntity } from "./entity/milestone.ts";
import { pullEntity } from "./entity/pull.ts";
import { repositoryEntity } from "./entity/repository.ts";
import { reviewCommentEntity } from "./entity/review-comment.ts";
import { reviewEntity } from "./entity/review.ts";
import { threadEntity } from "./entity/review-thread.ts";
import type { Lens } from "./lens.ts";

/** Ties all entities together for one viewer. */
export function createLens(world: World, viewer: Viewer): Lens {
  const lens: Lens = {
    world,
    viewer,
    account: (account) => accountEntity(lens, account),
    actor: (login) => {
      const account = login === null ? undefined : findAccount(world, login);
      return account ? accountEntity(lens, account) : null;
    },
    team: (organization, team) => teamEntity(lens, organization, team),
    repository: (repository) => repositoryEntity(lens, repository),
    ref: (repository, name) => refEntity(lens, repository, name),
    gitObject: (repository, object) => gitObjectEntity(lens, repository, object),
    commit: (repository, oid) => commitEntity(lens, repository, oid),
    rollup: (repository, sha) => rollupEntity(lens, repository, sha),
    checkRun: (repository, run) => checkRunEntity(lens, repository, run),
    workflowRun: (repository, run) => workflowRunEntity(lens, repository, run),
    statusContext: (repository, status) => statusContextEntity(lens, repository, status),
    issue: (repository, issue) => issueEntity(lens, repository, issue),
    comment: (repository, issue, comment) => commentEntity(lens, repository, issue, comment),
    label: (repository, label) => labelEntity(lens, repository, label),
    milestone: (repository, milestone) => milestoneEntity(lens, repository, milestone),
    pull: (repository, pull) => pullEntity(lens, repository, pull),
    review: (repository, pull, review) => reviewEntity(lens, repository, pull, review),
    thread: (repository, pull, thread) => threadEntity(lens, repository, pull, thread),
    reviewComment: (repository, pull, thread, comment) => reviewCommentEntity(lens, repository, pull, thread, comment),
  };
  return lens;
}
