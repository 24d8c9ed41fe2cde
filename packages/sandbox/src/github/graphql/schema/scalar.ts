/** Scalars and unions. */
export const scalarTypes = `
scalar DateTime
scalar URI
scalar GitTimestamp
scalar GitObjectID
scalar BigInt
scalar HTML
scalar Base64String
union SearchResultItem = App | Issue | Organization | PullRequest | Repository | User
union IssueOrPullRequest = Issue | PullRequest
union StatusCheckRollupContext = CheckRun | StatusContext
union RequestedReviewer = Bot | Team | User
`;
