/** Input objects, complete. */
export const inputTypes = `
input IssueFilters {
  assignee: String
  createdBy: String
  labels: [String!]
  mentioned: String
  milestone: String
  milestoneNumber: String
  since: DateTime
  states: [IssueState!]
  viewerSubscribed: Boolean = false
}
input IssueOrder {
  direction: OrderDirection!
  field: IssueOrderField!
}
input LabelOrder {
  direction: OrderDirection!
  field: LabelOrderField!
}
input MilestoneOrder {
  direction: OrderDirection!
  field: MilestoneOrderField!
}
input IssueCommentOrder {
  direction: OrderDirection!
  field: IssueCommentOrderField!
}
input CreateCommitOnBranchInput {
  branch: CommittableBranch!
  clientMutationId: String
  expectedHeadOid: GitObjectID!
  fileChanges: FileChanges
  message: CommitMessage!
}
input CommittableBranch {
  branchName: String
  id: ID
  repositoryNameWithOwner: String
}
input FileChanges {
  additions: [FileAddition!] = []
  deletions: [FileDeletion!] = []
}
input FileAddition {
  contents: Base64String!
  path: String!
}
input FileDeletion {
  path: String!
}
input CommitMessage {
  body: String
  headline: String!
}
input ConvertPullRequestToDraftInput {
  clientMutationId: String
  pullRequestId: ID!
}
input MarkPullRequestReadyForReviewInput {
  clientMutationId: String
  pullRequestId: ID!
}
input ResolveReviewThreadInput {
  clientMutationId: String
  threadId: ID!
}
input UnresolveReviewThreadInput {
  clientMutationId: String
  threadId: ID!
}
input AddPullRequestReviewThreadReplyInput {
  body: String!
  clientMutationId: String
  pullRequestReviewId: ID
  pullRequestReviewThreadId: ID!
}
input EnablePullRequestAutoMergeInput {
  authorEmail: String
  clientMutationId: String
  commitBody: String
  commitHeadline: String
  expectedHeadOid: GitObjectID
  mergeMethod: PullRequestMergeMethod = MERGE
  pullRequestId: ID!
}
input DisablePullRequestAutoMergeInput {
  clientMutationId: String
  pullRequestId: ID!
}
input RemoveLabelsFromLabelableInput {
  clientMutationId: String
  labelIds: [ID!]!
  labelableId: ID!
}
input DeleteIssueInput {
  clientMutationId: String
  issueId: ID!
}
`;
