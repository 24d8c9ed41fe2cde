import type { Call } from "../http/route.ts";
import { issueShape } from "../shape/issue.ts";
import { pullRowShape } from "../shape/pull.ts";
import type { Issue } from "../state/issues.ts";
import type { Pull } from "../state/pulls.ts";
import type { Repository } from "../state/repository.ts";

type Sender = Pick<Call, "world" | "viewer">;

/** Tells listeners about an issue; for a pull request GitHub sends `pull_request` events with the same actions. */
export function announceIssue(
  { world, viewer }: Sender,
  repository: Repository,
  issue: Issue,
  action: string,
  more: Record<string, unknown> = {},
): void {
  const pull = repository.pulls.byNumber.get(issue.number);
  const sender = viewer.account;
  if (pull && more["comment"] === undefined) {
    announcePull({ world, viewer }, repository, pull, action, more);
    return;
  }
  const event = more["comment"] === undefined ? "issues" : "issue_comment";
  world.changed({
    event,
    action,
    repository,
    sender,
    payload: { issue: issueShape(world, repository, issue), ...more },
  });
}

/** Tells listeners about a pull request; `event` for those about its reviews. */
export function announcePull(
  { world, viewer }: Sender,
  repository: Repository,
  pull: Pull,
  action: string,
  more: Record<string, unknown> = {},
  event = "pull_request",
): void {
  const sender = viewer.account;
  const pullRequest = pullRowShape(world, repository, pull, sender);
  world.changed({
    event,
    action,
    repository,
    sender,
    payload: { number: pull.number, pull_request: pullRequest, ...more },
  });
}
