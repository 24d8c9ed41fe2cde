/** Repositories and their branches. */
export const repositoryTypes = `
type Repository implements Node {
  id: ID!
  databaseId: Int
  name: String!
  nameWithOwner: String!
  owner: RepositoryOwner!
  description: String
  url: URI!
  resourcePath: URI!
  isPrivate: Boolean!
  isArchived: Boolean!
  isFork: Boolean!
  isTemplate: Boolean!
  isEmpty: Boolean!
  visibility: RepositoryVisibility!
  viewerPermission: RepositoryPermission
  createdAt: DateTime!
  updatedAt: DateTime!
  pushedAt: DateTime
  defaultBranchRef: Ref
  object(expression: String, oid: GitObjectID): GitObject
  ref(qualifiedName: String!): Ref
  refs(refPrefix: String!, query: String, first: Int, after: String, last: Int, before: String): RefConnection
  parent: Repository
  mergeCommitAllowed: Boolean!
  squashMergeAllowed: Boolean!
  rebaseMergeAllowed: Boolean!
  autoMergeAllowed: Boolean!
  deleteBranchOnMerge: Boolean!
  hasIssuesEnabled: Boolean!
  issues(first: Int, after: String, last: Int, before: String, filterBy: IssueFilters, labels: [String!], states: [IssueState!], orderBy: IssueOrder): IssueConnection!
  issue(number: Int!): Issue
  issueOrPullRequest(number: Int!): IssueOrPullRequest
  pullRequests(first: Int, after: String, last: Int, before: String, states: [PullRequestState!], labels: [String!], headRefName: String, baseRefName: String, orderBy: IssueOrder): PullRequestConnection!
  pullRequest(number: Int!): PullRequest
  label(name: String!): Label
  labels(first: Int, after: String, last: Int, before: String, query: String, orderBy: LabelOrder = {field: CREATED_AT, direction: ASC}): LabelConnection
  milestone(number: Int!): Milestone
  milestones(first: Int, after: String, last: Int, before: String, states: [MilestoneState!], query: String, orderBy: MilestoneOrder): MilestoneConnection
  assignableUsers(first: Int, after: String, last: Int, before: String, query: String): UserConnection!
}
interface RepositoryNode {
  repository: Repository!
}
type RefConnection {
  edges: [RefEdge]
  nodes: [Ref]
  pageInfo: PageInfo!
  totalCount: Int!
}
type RefEdge {
  cursor: String!
  node: Ref
}
type UserConnection {
  edges: [UserEdge]
  nodes: [User]
  pageInfo: PageInfo!
  totalCount: Int!
}
type UserEdge {
  cursor: String!
  node: User
}
`;
