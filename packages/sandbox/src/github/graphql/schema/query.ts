/** The entry points, search and pages. */
export const queryTypes = `
type Query implements Node {
  id: ID!
  viewer: User!
  rateLimit(dryRun: Boolean = false): RateLimit
  repository(owner: String!, name: String!, followRenames: Boolean = true): Repository
  search(query: String!, type: SearchType!, first: Int, after: String, last: Int, before: String): SearchResultItemConnection!
  node(id: ID!): Node
  nodes(ids: [ID!]!): [Node]!
  user(login: String!): User
  organization(login: String!): Organization
}
type RateLimit {
  cost: Int!
  limit: Int!
  nodeCount: Int!
  remaining: Int!
  resetAt: DateTime!
  used: Int!
}
type SearchResultItemConnection {
  edges: [SearchResultItemEdge]
  nodes: [SearchResultItem]
  pageInfo: PageInfo!
  issueCount: Int!
  repositoryCount: Int!
  userCount: Int!
  codeCount: Int!
  discussionCount: Int!
  wikiCount: Int!
}
type SearchResultItemEdge {
  cursor: String!
  node: SearchResultItem
}
type PageInfo {
  endCursor: String
  hasNextPage: Boolean!
  hasPreviousPage: Boolean!
  startCursor: String
}
`;
