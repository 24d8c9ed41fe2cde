import { canSee } from "../../http/repository-of.ts";
import { entityId } from "../../shape/entity-id.ts";
import type { Issue } from "../../state/issues.ts";
import { closingReferencesIn } from "../../state/issues/references.ts";
import { resolveRef, subIssuesOf } from "../../state/issues/sub-issues.ts";
import type { Repository } from "../../state/repository.ts";
import type { PageArguments } from "../connection.ts";
import { connection } from "../connection.ts";
import type { Entity, Lens } from "../lens.ts";
import { repositorySiteUrl } from "../site-url.ts";
import { conversationPart } from "./conversation.ts";

/** `Issue` */
export function issueEntity(lens: Lens, repository: Repository, issue: Issue): Entity {
  const { world, viewer } = lens;
  const visible = <Row extends { repository: Repository }>(rows: readonly Row[]): Row[] =>
    rows.filter((row) => canSee(viewer, row.repository));
  return {
    __typename: "Issue",
    ...conversationPart(lens, repository, issue),
    id: entityId("issue", repository, issue.id),
    databaseId: issue.id,
    fullDatabaseId: String(issue.id),
    state: issue.state.toUpperCase(),
    stateReason: issue.stateReason?.toUpperCase() ?? null,
    isPinned: false,
    ...repositorySiteUrl(world, repository, `/issues/${issue.number}`),
    parent: () => {
      const parent = issue.parent && resolveRef(world, issue.parent);
      return parent && canSee(viewer, parent.repository) ? lens.issue(parent.repository, parent.issue) : null;
    },
    subIssues: (args: PageArguments) =>
      connection("subIssues", args, visible(subIssuesOf(world, issue)), (child) =>
        lens.issue(child.repository, child.issue),
      ),
    subIssuesSummary: () => {
      const children = subIssuesOf(world, issue);
      const completed = children.filter((child) => child.issue.state === "closed").length;
      return {
        total: children.length,
        completed,
        percentCompleted: children.length === 0 ? 0 : Math.trunc((completed / children.length) * 100),
      };
    },
    closedByPullRequestsReferences: (args: PageArguments & { includeClosedPrs?: boolean | null }) => {
      const rows = [...repository.pulls.byNumber.values()].filter((pull) => {
        const other = repository.issues.byNumber.get(pull.number);
        if (!other || (other.state === "closed" && pull.mergedAtMs === null && args.includeClosedPrs !== true))
          return false;
        return closingReferencesIn(world, repository, other.body ?? "").some((found) => found.issue === issue);
      });
      return connection("closedByPullRequestsReferences", args, rows, (pull) => lens.pull(repository, pull));
    },
  };
}
