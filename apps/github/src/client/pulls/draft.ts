import { graphql } from "../request/graphql.ts";
import type { GithubClient } from "../github-client.ts";

export const CONVERT_TO_DRAFT_QUERY = `mutation ConvertToDraft($input: ConvertPullRequestToDraftInput!) {
  convertPullRequestToDraft(input: $input) { pullRequest { isDraft } }
}`;

export const MARK_READY_QUERY = `mutation MarkReady($input: MarkPullRequestReadyForReviewInput!) {
  markPullRequestReadyForReview(input: $input) { pullRequest { isDraft } }
}`;

/** Makes a pull request a draft, or ready: only GraphQL does that. */
export async function setDraft(client: GithubClient, pullRequestId: string, draft: boolean): Promise<void> {
  await graphql(client, draft ? CONVERT_TO_DRAFT_QUERY : MARK_READY_QUERY, { input: { pullRequestId } });
}
