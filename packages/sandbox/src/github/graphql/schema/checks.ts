/** Check runs, statuses and the workflow runs behind them. */
export const checksTypes = `
type StatusCheckRollup implements Node {
  id: ID!
  state: StatusState!
  commit: Commit
  contexts(first: Int, after: String, last: Int, before: String): StatusCheckRollupContextConnection!
}
type StatusCheckRollupContextConnection {
  edges: [StatusCheckRollupContextEdge]
  nodes: [StatusCheckRollupContext]
  pageInfo: PageInfo!
  totalCount: Int!
  checkRunCount: Int!
  statusContextCount: Int!
}
type StatusCheckRollupContextEdge {
  cursor: String!
  node: StatusCheckRollupContext
}
interface RequirableByPullRequest {
  isRequired(pullRequestId: ID, pullRequestNumber: Int): Boolean!
}
type CheckRun implements Node & RequirableByPullRequest {
  id: ID!
  databaseId: Int
  name: String!
  status: CheckStatusState!
  conclusion: CheckConclusionState
  startedAt: DateTime
  completedAt: DateTime
  detailsUrl: URI
  externalId: String
  permalink: URI!
  url: URI!
  resourcePath: URI!
  title: String
  summary: String
  text: String
  isRequired(pullRequestId: ID, pullRequestNumber: Int): Boolean!
  checkSuite: CheckSuite!
  repository: Repository!
  annotations(first: Int, after: String, last: Int, before: String): CheckAnnotationConnection
}
type CheckAnnotationConnection {
  edges: [CheckAnnotationEdge]
  nodes: [CheckAnnotation]
  pageInfo: PageInfo!
  totalCount: Int!
}
type CheckAnnotationEdge {
  cursor: String!
  node: CheckAnnotation
}
type CheckAnnotation {
  annotationLevel: CheckAnnotationLevel
  blobUrl: URI!
  databaseId: Int
  location: CheckAnnotationSpan!
  message: String!
  path: String!
  rawDetails: String
  title: String
}
type CheckAnnotationSpan {
  start: CheckAnnotationPosition!
  end: CheckAnnotationPosition!
}
type CheckAnnotationPosition {
  line: Int!
  column: Int
}
type CheckSuite implements Node {
  id: ID!
  databaseId: Int
  app: App
  branch: Ref
  commit: Commit!
  conclusion: CheckConclusionState
  status: CheckStatusState!
  createdAt: DateTime!
  updatedAt: DateTime!
  repository: Repository!
  workflowRun: WorkflowRun
  url: URI!
  resourcePath: URI!
}
type App implements Node {
  id: ID!
  databaseId: Int
  name: String!
  slug: String!
  url: URI!
}
type WorkflowRun implements Node {
  id: ID!
  databaseId: Int
  runNumber: Int!
  event: String!
  url: URI!
  resourcePath: URI!
  createdAt: DateTime!
  updatedAt: DateTime!
  workflow: Workflow!
  checkSuite: CheckSuite!
}
type Workflow implements Node {
  id: ID!
  databaseId: Int
  name: String!
  state: WorkflowState!
  url: URI!
  resourcePath: URI!
  createdAt: DateTime!
  updatedAt: DateTime!
}
type Status implements Node {
  id: ID!
  state: StatusState!
  commit: Commit
  context(name: String!): StatusContext
  contexts: [StatusContext!]!
}
type StatusContext implements Node & RequirableByPullRequest {
  id: ID!
  context: String!
  state: StatusState!
  description: String
  targetUrl: URI
  createdAt: DateTime!
  creator: Actor
  avatarUrl(size: Int = 40): URI
  commit: Commit
  isRequired(pullRequestId: ID, pullRequestNumber: Int): Boolean!
}
`;
