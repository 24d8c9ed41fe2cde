/** Pull requests. */
export const pullTypes = `
type PullRequest implements Comment & Labelable & Node & RepositoryNode {
  id: ID!
  databaseId: Int
  fullDatabaseId: BigInt
  number: Int!
  title: String!
  titleHTML: HTML!
  body: String!
  bodyText: String!
  state: PullRequestState!
  isDraft: Boolean!
  merged: Boolean!
  mergedAt: DateTime
  mergedBy: Actor
  mergeCommit: Commit
  mergeable: MergeableState!
  mergeStateStatus: MergeStateStatus!
  canBeRebased: Boolean!
  reviewDecision: PullRequestReviewDecision
  isInMergeQueue: Boolean!
  isMergeQueueEnabled: Boolean!
  mergeQueueEntry: MergeQueueEntry
  autoMergeRequest: AutoMergeRequest
  additions: Int!
  deletions: Int!
  changedFiles: Int!
  files(first: Int, after: String, last: Int, before: String): PullRequestChangedFileConnection
  author: Actor
  authorAssociation: CommentAuthorAssociation!
  assignees(first: Int, after: String, last: Int, before: String): UserConnection!
  labels(first: Int, after: String, last: Int, before: String, orderBy: LabelOrder = {field: CREATED_AT, direction: ASC}): LabelConnection
  milestone: Milestone
  comments(first: Int, after: String, last: Int, before: String, orderBy: IssueCommentOrder): IssueCommentConnection!
  totalCommentsCount: Int
  createdAt: DateTime!
  updatedAt: DateTime!
  closedAt: DateTime
  closed: Boolean!
  url: URI!
  resourcePath: URI!
  permalink: URI!
  locked: Boolean!
  activeLockReason: LockReason
  baseRef: Ref
  baseRefName: String!
  baseRefOid: GitObjectID!
  baseRepository: Repository
  headRef: Ref
  headRefName: String!
  headRefOid: GitObjectID!
  headRepository: Repository
  headRepositoryOwner: RepositoryOwner
  isCrossRepository: Boolean!
  maintainerCanModify: Boolean!
  commits(first: Int, after: String, last: Int, before: String): PullRequestCommitConnection!
  statusCheckRollup: StatusCheckRollup
  reviews(first: Int, after: String, last: Int, before: String, states: [PullRequestReviewState!], author: String): PullRequestReviewConnection
  latestReviews(first: Int, after: String, last: Int, before: String): PullRequestReviewConnection
  latestOpinionatedReviews(first: Int, after: String, last: Int, before: String, writersOnly: Boolean = false): PullRequestReviewConnection
  reviewRequests(first: Int, after: String, last: Int, before: String): ReviewRequestConnection
  reviewThreads(first: Int, after: String, last: Int, before: String): PullRequestReviewThreadConnection!
  closingIssuesReferences(first: Int, after: String, last: Int, before: String, orderBy: IssueOrder): IssueConnection
  repository: Repository!
  viewerCanUpdate: Boolean!
  viewerDidAuthor: Boolean!
  viewerLatestReview: PullRequestReview
}
type PullRequestConnection {
  edges: [PullRequestEdge]
  nodes: [PullRequest]
  pageInfo: PageInfo!
  totalCount: Int!
}
type PullRequestEdge {
  cursor: String!
  node: PullRequest
}
type PullRequestChangedFile {
  additions: Int!
  changeType: PatchStatus!
  deletions: Int!
  path: String!
  viewerViewedState: FileViewedState!
}
type PullRequestChangedFileConnection {
  edges: [PullRequestChangedFileEdge]
  nodes: [PullRequestChangedFile]
  pageInfo: PageInfo!
  totalCount: Int!
}
type PullRequestChangedFileEdge {
  cursor: String!
  node: PullRequestChangedFile
}
type PullRequestCommit implements Node {
  id: ID!
  commit: Commit!
  pullRequest: PullRequest!
  url: URI!
  resourcePath: URI!
}
type PullRequestCommitConnection {
  edges: [PullRequestCommitEdge]
  nodes: [PullRequestCommit]
  pageInfo: PageInfo!
  totalCount: Int!
}
type PullRequestCommitEdge {
  cursor: String!
  node: PullRequestCommit
}
type AutoMergeRequest {
  authorEmail: String
  commitBody: String
  commitHeadline: String
  enabledAt: DateTime
  enabledBy: Actor
  mergeMethod: PullRequestMergeMethod!
  pullRequest: PullRequest!
}
type MergeQueueEntry implements Node {
  id: ID!
  position: Int!
  state: MergeQueueEntryState!
  enqueuedAt: DateTime!
  enqueuer: Actor!
  estimatedTimeToMerge: Int
  pullRequest: PullRequest
}
type ReviewRequest implements Node {
  id: ID!
  databaseId: Int
  asCodeOwner: Boolean!
  requestedReviewer: RequestedReviewer
  pullRequest: PullRequest!
}
type ReviewRequestConnection {
  edges: [ReviewRequestEdge]
  nodes: [ReviewRequest]
  pageInfo: PageInfo!
  totalCount: Int!
}
type ReviewRequestEdge {
  cursor: String!
  node: ReviewRequest
}
`;
