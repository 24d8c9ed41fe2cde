/** Reviews, threads and their comments. */
export const reviewTypes = `
type PullRequestReview implements Comment & Node & RepositoryNode {
  id: ID!
  databaseId: Int
  fullDatabaseId: BigInt
  author: Actor
  authorAssociation: CommentAuthorAssociation!
  body: String!
  bodyText: String!
  state: PullRequestReviewState!
  submittedAt: DateTime
  createdAt: DateTime!
  updatedAt: DateTime!
  commit: Commit
  comments(first: Int, after: String, last: Int, before: String): PullRequestReviewCommentConnection!
  pullRequest: PullRequest!
  repository: Repository!
  url: URI!
  resourcePath: URI!
  viewerDidAuthor: Boolean!
}
type PullRequestReviewConnection {
  edges: [PullRequestReviewEdge]
  nodes: [PullRequestReview]
  pageInfo: PageInfo!
  totalCount: Int!
}
type PullRequestReviewEdge {
  cursor: String!
  node: PullRequestReview
}
type PullRequestReviewThread implements Node {
  id: ID!
  isResolved: Boolean!
  isOutdated: Boolean!
  isCollapsed: Boolean!
  path: String!
  line: Int
  startLine: Int
  originalLine: Int
  originalStartLine: Int
  diffSide: DiffSide!
  startDiffSide: DiffSide
  subjectType: PullRequestReviewThreadSubjectType!
  comments(first: Int, after: String, last: Int, before: String): PullRequestReviewCommentConnection!
  pullRequest: PullRequest!
  repository: Repository!
  resolvedBy: User
  viewerCanReply: Boolean!
  viewerCanResolve: Boolean!
  viewerCanUnresolve: Boolean!
}
type PullRequestReviewThreadConnection {
  edges: [PullRequestReviewThreadEdge]
  nodes: [PullRequestReviewThread]
  pageInfo: PageInfo!
  totalCount: Int!
}
type PullRequestReviewThreadEdge {
  cursor: String!
  node: PullRequestReviewThread
}
type PullRequestReviewComment implements Comment & Node & RepositoryNode {
  id: ID!
  databaseId: Int
  fullDatabaseId: BigInt
  author: Actor
  authorAssociation: CommentAuthorAssociation!
  body: String!
  bodyText: String!
  createdAt: DateTime!
  updatedAt: DateTime!
  publishedAt: DateTime
  url: URI!
  resourcePath: URI!
  path: String!
  line: Int
  startLine: Int
  originalLine: Int
  originalStartLine: Int
  diffHunk: String!
  outdated: Boolean!
  state: PullRequestReviewCommentState!
  subjectType: PullRequestReviewThreadSubjectType!
  commit: Commit
  originalCommit: Commit
  pullRequest: PullRequest!
  pullRequestReview: PullRequestReview
  replyTo: PullRequestReviewComment
  repository: Repository!
  viewerDidAuthor: Boolean!
}
type PullRequestReviewCommentConnection {
  edges: [PullRequestReviewCommentEdge]
  nodes: [PullRequestReviewComment]
  pageInfo: PageInfo!
  totalCount: Int!
}
type PullRequestReviewCommentEdge {
  cursor: String!
  node: PullRequestReviewComment
}
`;
