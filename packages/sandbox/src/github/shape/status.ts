import type { Account } from "../state/account.ts";
import { latestStatuses, statusVerdict } from "../state/checks/latest.ts";
import type { CommitStatus } from "../state/checks.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { findAccount } from "../state/world.ts";
import { authorShape } from "./author.ts";
import { entityId } from "./entity-id.ts";
import { repositoryShape, repositoryUrl } from "./repository.ts";
import { isoTime } from "./time.ts";

/** `simple-commit-status`: a row of the combined status. */
function statusRowShape(world: World, repository: Repository, status: CommitStatus) {
  const creator = findAccount(world, status.creator);
  return {
    url: `${repositoryUrl(world, repository)}/statuses/${status.sha}`,
    avatar_url: creator ? `${world.urls.html}/avatars/u/${creator.id}?v=4` : null,
    id: status.id,
    node_id: entityId("status", repository, status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: isoTime(status.createdAtMs),
    updated_at: isoTime(status.createdAtMs),
  };
}

/** `status` */
export function statusShape(world: World, repository: Repository, status: CommitStatus) {
  return { ...statusRowShape(world, repository, status), creator: authorShape(world, status.creator) };
}

/** `combined-commit-status`: statuses only; check runs do not enter it. Nothing reported counts as pending. */
export function combinedStatusShape(world: World, repository: Repository, sha: string, viewer: Account) {
  const statuses = latestStatuses(repository, sha);
  const verdicts = statuses.map(statusVerdict);
  const state = verdicts.includes("failure")
    ? "failure"
    : verdicts.length === 0 || verdicts.includes("pending")
      ? "pending"
      : "success";
  const url = `${repositoryUrl(world, repository)}/commits/${sha}`;
  return {
    state,
    statuses: statuses.map((status) => statusRowShape(world, repository, status)),
    sha,
    total_count: statuses.length,
    repository: repositoryShape(world, repository, viewer),
    commit_url: url,
    url: `${url}/status`,
  };
}
