import { canSee } from "../../http/repository-of.ts";
import { entityId } from "../../shape/entity-id.ts";
import { issueOfPull } from "../../shape/pull.ts";
import { closingReferencesIn } from "../../state/issues/references.ts";
import type { Pull } from "../../state/pulls.ts";
import { syncHead } from "../../state/pulls/sync-head.ts";
import type { Repository } from "../../state/repository.ts";
import type { PageArguments } from "../connection.ts";
import { connection } from "../connection.ts";
import type { Entity, Lens } from "../lens.ts";
import { repositorySiteUrl } from "../site-url.ts";
import { conversationPart } from "./conversation.ts";
import { pullBranchPart } from "./pull-branches.ts";
import { pullContentPart } from "./pull-content.ts";
import { pullMergePart } from "./pull-merge.ts";
import { pullReviewPart } from "./pull-reviews.ts";
import { pullState } from "./select-pulls.ts";

/** `PullRequest` */
export function pullEntity(lens: Lens, repository: Repository, stored: Pull): Entity {
  const pull = syncHead(lens.world, repository, stored);
  const issue = issueOfPull(repository, pull);
  const page = repositorySiteUrl(lens.world, repository, `/pull/${pull.number}`);
  return {
    __typename: "PullRequest",
    ...conversationPart(lens, repository, issue),
    id: entityId("pull", repository, pull.id),
    databaseId: pull.id,
    fullDatabaseId: String(pull.id),
    state: pullState(repository, pull),
    isDraft: pull.draft,
    ...page,
    permalink: page.url,
    totalCommentsCount: issue.comments.length + pull.threads.reduce((sum, thread) => sum + thread.comments.length, 0),
    ...pullMergePart(lens, repository, pull),
    ...pullBranchPart(lens, repository, pull),
    ...pullContentPart(lens, repository, pull),
    ...pullReviewPart(lens, repository, pull),
    closingIssuesReferences: (args: PageArguments) => {
      const rows = closingReferencesIn(lens.world, repository, issue.body ?? "").filter((found) =>
        canSee(lens.viewer, found.repository),
      );
      return connection("closingIssuesReferences", args, rows, (found) => lens.issue(found.repository, found.issue));
    },
  };
}
