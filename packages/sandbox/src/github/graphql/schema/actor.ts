/** People, bots, organizations, teams. */
export const actorTypes = `
interface Node {
  id: ID!
}
interface Actor {
  avatarUrl(size: Int): URI!
  login: String!
  resourcePath: URI!
  url: URI!
}
interface RepositoryOwner {
  id: ID!
  avatarUrl(size: Int): URI!
  login: String!
  resourcePath: URI!
  url: URI!
}
type User implements Actor & Node & RepositoryOwner {
  id: ID!
  databaseId: Int
  login: String!
  name: String
  email: String!
  avatarUrl(size: Int): URI!
  resourcePath: URI!
  url: URI!
  isViewer: Boolean!
  createdAt: DateTime!
}
type Bot implements Actor & Node {
  id: ID!
  databaseId: Int
  login: String!
  avatarUrl(size: Int): URI!
  resourcePath: URI!
  url: URI!
}
type Organization implements Actor & Node & RepositoryOwner {
  id: ID!
  databaseId: Int
  login: String!
  name: String
  description: String
  avatarUrl(size: Int): URI!
  resourcePath: URI!
  url: URI!
}
type Team implements Node {
  id: ID!
  databaseId: Int
  name: String!
  slug: String!
  combinedSlug: String!
  url: URI!
  resourcePath: URI!
}
type GitActor {
  name: String
  email: String
  date: GitTimestamp
  user: User
}
`;
