import { paginate } from "../http/page.ts";
import { repositoryOf } from "../http/repository-of.ts";
import type { Call, Reply, Route } from "../http/route.ts";
import { route } from "../http/route.ts";
import { commentShape } from "../shape/comment.ts";
import { gitCommitShape } from "../shape/commit.ts";
import { authorShape } from "../shape/author.ts";
import { reviewShape } from "../shape/review.ts";
import { timelineEventShape } from "../shape/timeline-event.ts";
import type { Issue } from "../state/issues.ts";
import { pullCommits } from "../state/pulls/pull-diff.ts";
import { syncHead } from "../state/pulls/sync-head.ts";
import type { Repository } from "../state/repository.ts";
import { issueOf } from "./issue-of.ts";

interface Row {
  readonly atMs: number;
  shape(): unknown;
}

/** What only pull requests have: their commits and the reviews that were sent. */
function pullRows({ world }: Call, repository: Repository, issue: Issue): Row[] {
  const found = repository.pulls.byNumber.get(issue.number);
  if (!found) return [];
  const pull = syncHead(world, repository, found);
  const commits = pullCommits(repository, pull).map((commit) => ({
    atMs: commit.committer.atMs,
    shape: () => ({ event: "committed", ...gitCommitShape(world, repository, commit) }),
  }));
  const reviews = pull.reviews.flatMap((review) =>
    review.submittedAtMs === null
      ? []
      : {
          atMs: review.submittedAtMs,
          shape: () => ({ event: "reviewed", ...reviewShape(world, repository, pull, review) }),
        },
  );
  return [...commits, ...reviews];
}

/** Everything that happened to an issue, oldest first: events, comments and, of a pull request, commits and reviews. */
function timeline(call: Call): Reply {
  const { world, viewer } = call;
  const repository = repositoryOf(call);
  const issue = issueOf(call, repository);
  const rows: Row[] = [
    ...issue.events.map((event) => ({
      atMs: event.atMs,
      shape: () => timelineEventShape(world, repository, event, viewer.account),
    })),
    ...issue.comments.map((comment) => ({
      atMs: comment.createdAtMs,
      shape: () => ({
        event: "commented",
        actor: authorShape(world, comment.author),
        ...commentShape(world, repository, issue, comment),
      }),
    })),
    ...pullRows(call, repository, issue),
  ];
  return paginate(
    call,
    rows.toSorted((a, b) => a.atMs - b.atMs),
    { shape: (row) => row.shape() },
  );
}

/** The events alone; cross-references are only in the timeline. */
function events(call: Call): Reply {
  const { world, viewer } = call;
  const repository = repositoryOf(call);
  const rows = issueOf(call, repository).events.filter(({ event }) => event !== "cross-referenced");
  return paginate(call, rows, { shape: (event) => timelineEventShape(world, repository, event, viewer.account) });
}

export const timelineRoutes: readonly Route[] = [
  route("GET", "/repos/{owner}/{repo}/issues/{issue_number}/timeline", timeline),
  route("GET", "/repos/{owner}/{repo}/issues/{issue_number}/events", events),
];
