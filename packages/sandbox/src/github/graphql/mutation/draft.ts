import { announcePull } from "../../rest/announce.ts";
import { issueOfPull } from "../../shape/pull.ts";
import { recordEvent } from "../../state/issues/record-event.ts";
import { pullByNodeId } from "../find-node.ts";
import { graphqlRefusal } from "../graphql-refusal.ts";
import type { Lens } from "../lens.ts";
import { requirePermission } from "./permission.ts";

interface Input {
  readonly clientMutationId?: string | null;
  readonly pullRequestId: string;
}

/** Turns a pull request into a draft, or out of it: REST cannot. */
export function setDraft(lens: Lens, input: Input, draft: boolean): Record<string, unknown> {
  const { repository, pull } = pullByNodeId(lens, input.pullRequestId);
  const issue = issueOfPull(repository, pull);
  requirePermission(
    lens,
    repository,
    "push",
    draft ? "ConvertPullRequestToDraft" : "MarkPullRequestReadyForReview",
    issue.author,
  );
  if (issue.state !== "open") throw graphqlRefusal("UNPROCESSABLE", "Pull request is closed.");
  if (pull.draft !== draft) {
    const event = draft ? "convert_to_draft" : "ready_for_review";
    pull.draft = draft;
    recordEvent(lens.world, issue, lens.viewer.account.login, { event });
    announcePull(lens, repository, pull, draft ? "converted_to_draft" : "ready_for_review");
  }
  return { clientMutationId: input.clientMutationId ?? null, pullRequest: () => lens.pull(repository, pull) };
}
