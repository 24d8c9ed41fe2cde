/** Commits, trees, blobs, tags. */
export const gitTypes = `
interface GitObject {
  abbreviatedOid: String!
  commitResourcePath: URI!
  commitUrl: URI!
  id: ID!
  oid: GitObjectID!
  repository: Repository!
}
type Ref implements Node {
  id: ID!
  name: String!
  prefix: String!
  repository: Repository!
  target: GitObject
  associatedPullRequests(first: Int, after: String, last: Int, before: String, states: [PullRequestState!], headRefName: String, baseRefName: String): PullRequestConnection!
}
type Blob implements GitObject & Node {
  abbreviatedOid: String!
  commitResourcePath: URI!
  commitUrl: URI!
  id: ID!
  oid: GitObjectID!
  repository: Repository!
  byteSize: Int!
  isBinary: Boolean
  isTruncated: Boolean!
  text: String
}
type Tree implements GitObject & Node {
  abbreviatedOid: String!
  commitResourcePath: URI!
  commitUrl: URI!
  id: ID!
  oid: GitObjectID!
  repository: Repository!
  entries: [TreeEntry!]
}
type TreeEntry {
  extension: String
  isGenerated: Boolean!
  lineCount: Int
  mode: Int!
  name: String!
  object: GitObject
  oid: GitObjectID!
  path: String
  repository: Repository!
  size: Int!
  type: String!
}
type Tag implements GitObject & Node {
  abbreviatedOid: String!
  commitResourcePath: URI!
  commitUrl: URI!
  id: ID!
  oid: GitObjectID!
  repository: Repository!
  message: String
  name: String!
  tagger: GitActor
  target: GitObject!
}
type Commit implements GitObject & Node {
  abbreviatedOid: String!
  commitResourcePath: URI!
  commitUrl: URI!
  id: ID!
  oid: GitObjectID!
  repository: Repository!
  additions: Int!
  deletions: Int!
  changedFilesIfAvailable: Int
  author: GitActor
  authoredDate: DateTime!
  committedDate: DateTime!
  committer: GitActor
  message: String!
  messageBody: String!
  messageHeadline: String!
  parents(first: Int, after: String, last: Int, before: String): CommitConnection!
  tree: Tree!
  file(path: String!): TreeEntry
  history(first: Int, after: String, last: Int, before: String, path: String, since: GitTimestamp, until: GitTimestamp): CommitHistoryConnection!
  statusCheckRollup: StatusCheckRollup
  status: Status
  signature: GitSignature
  associatedPullRequests(first: Int, after: String, last: Int, before: String): PullRequestConnection
  url: URI!
  resourcePath: URI!
}
type CommitConnection {
  edges: [CommitEdge]
  nodes: [Commit]
  pageInfo: PageInfo!
  totalCount: Int!
}
type CommitEdge {
  cursor: String!
  node: Commit
}
type CommitHistoryConnection {
  edges: [CommitEdge]
  nodes: [Commit]
  pageInfo: PageInfo!
  totalCount: Int!
}
interface GitSignature {
  email: String!
  isValid: Boolean!
  payload: String!
  signature: String!
  signer: User
  state: GitSignatureState!
  wasSignedByGitHub: Boolean!
}
type GpgSignature implements GitSignature {
  email: String!
  isValid: Boolean!
  payload: String!
  signature: String!
  signer: User
  state: GitSignatureState!
  wasSignedByGitHub: Boolean!
  keyId: String
}
`;
