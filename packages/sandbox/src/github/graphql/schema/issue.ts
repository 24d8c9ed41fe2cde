/** Issues, comments, labels, milestones. */
export const issueTypes = `
interface Comment {
  author: Actor
  authorAssociation: CommentAuthorAssociation!
  body: String!
  bodyText: String!
  createdAt: DateTime!
  id: ID!
  updatedAt: DateTime!
}
interface Labelable {
  labels(first: Int, after: String, last: Int, before: String, orderBy: LabelOrder = {field: CREATED_AT, direction: ASC}): LabelConnection
}
type Issue implements Comment & Labelable & Node & RepositoryNode {
  id: ID!
  databaseId: Int
  fullDatabaseId: BigInt
  number: Int!
  title: String!
  titleHTML: String!
  body: String!
  bodyText: String!
  state: IssueState!
  stateReason: IssueStateReason
  author: Actor
  authorAssociation: CommentAuthorAssociation!
  assignees(first: Int, after: String, last: Int, before: String): UserConnection!
  labels(first: Int, after: String, last: Int, before: String, orderBy: LabelOrder = {field: CREATED_AT, direction: ASC}): LabelConnection
  milestone: Milestone
  comments(first: Int, after: String, last: Int, before: String, orderBy: IssueCommentOrder): IssueCommentConnection!
  createdAt: DateTime!
  updatedAt: DateTime!
  closedAt: DateTime
  closed: Boolean!
  url: URI!
  resourcePath: URI!
  locked: Boolean!
  activeLockReason: LockReason
  parent: Issue
  subIssues(first: Int, after: String, last: Int, before: String): IssueConnection!
  subIssuesSummary: SubIssuesSummary!
  closedByPullRequestsReferences(first: Int, after: String, last: Int, before: String, includeClosedPrs: Boolean = false): PullRequestConnection
  repository: Repository!
  isPinned: Boolean
  viewerCanUpdate: Boolean!
  viewerDidAuthor: Boolean!
}
type IssueConnection {
  edges: [IssueEdge]
  nodes: [Issue]
  pageInfo: PageInfo!
  totalCount: Int!
}
type IssueEdge {
  cursor: String!
  node: Issue
}
type SubIssuesSummary {
  total: Int!
  completed: Int!
  percentCompleted: Int!
}
type IssueComment implements Comment & Node & RepositoryNode {
  id: ID!
  databaseId: Int
  fullDatabaseId: BigInt
  author: Actor
  authorAssociation: CommentAuthorAssociation!
  body: String!
  bodyText: String!
  createdAt: DateTime!
  updatedAt: DateTime!
  url: URI!
  resourcePath: URI!
  issue: Issue!
  pullRequest: PullRequest
  repository: Repository!
  viewerDidAuthor: Boolean!
}
type IssueCommentConnection {
  edges: [IssueCommentEdge]
  nodes: [IssueComment]
  pageInfo: PageInfo!
  totalCount: Int!
}
type IssueCommentEdge {
  cursor: String!
  node: IssueComment
}
type Label implements Node {
  id: ID!
  name: String!
  color: String!
  description: String
  isDefault: Boolean!
  url: URI!
  resourcePath: URI!
  createdAt: DateTime
  updatedAt: DateTime
  repository: Repository!
}
type LabelConnection {
  edges: [LabelEdge]
  nodes: [Label]
  pageInfo: PageInfo!
  totalCount: Int!
}
type LabelEdge {
  cursor: String!
  node: Label
}
type Milestone implements Node {
  id: ID!
  number: Int!
  title: String!
  description: String
  state: MilestoneState!
  dueOn: DateTime
  createdAt: DateTime!
  updatedAt: DateTime!
  closedAt: DateTime
  closed: Boolean!
  url: URI!
  resourcePath: URI!
  creator: Actor
  repository: Repository!
  progressPercentage: Float!
}
type MilestoneConnection {
  edges: [MilestoneEdge]
  nodes: [Milestone]
  pageInfo: PageInfo!
  totalCount: Int!
}
type MilestoneEdge {
  cursor: String!
  node: Milestone
}
`;
