/** Enumerations, complete. */
export const enumTypes = `
enum SearchType {
  DISCUSSION
  ISSUE
  REPOSITORY
  USER
}
enum RepositoryVisibility {
  INTERNAL
  PRIVATE
  PUBLIC
}
enum RepositoryPermission {
  ADMIN
  MAINTAIN
  READ
  TRIAGE
  WRITE
}
enum IssueState {
  CLOSED
  OPEN
}
enum OrderDirection {
  ASC
  DESC
}
enum IssueOrderField {
  COMMENTS
  CREATED_AT
  UPDATED_AT
}
enum PullRequestState {
  CLOSED
  MERGED
  OPEN
}
enum LabelOrderField {
  CREATED_AT
  NAME
}
enum MilestoneState {
  CLOSED
  OPEN
}
enum MilestoneOrderField {
  CREATED_AT
  DUE_DATE
  NUMBER
  UPDATED_AT
}
enum GitSignatureState {
  BAD_CERT
  BAD_EMAIL
  EXPIRED_KEY
  GPGVERIFY_ERROR
  GPGVERIFY_UNAVAILABLE
  INVALID
  MALFORMED_SIG
  NOT_SIGNING_KEY
  NO_USER
  OCSP_ERROR
  OCSP_PENDING
  OCSP_REVOKED
  UNKNOWN_KEY
  UNKNOWN_SIG_TYPE
  UNSIGNED
  UNVERIFIED_EMAIL
  VALID
}
enum StatusState {
  ERROR
  EXPECTED
  FAILURE
  PENDING
  SUCCESS
}
enum CheckStatusState {
  COMPLETED
  IN_PROGRESS
  PENDING
  QUEUED
  REQUESTED
  WAITING
}
enum CheckConclusionState {
  ACTION_REQUIRED
  CANCELLED
  FAILURE
  NEUTRAL
  SKIPPED
  STALE
  STARTUP_FAILURE
  SUCCESS
  TIMED_OUT
}
enum CheckAnnotationLevel {
  FAILURE
  NOTICE
  WARNING
}
enum WorkflowState {
  ACTIVE
  DELETED
  DISABLED_FORK
  DISABLED_INACTIVITY
  DISABLED_MANUALLY
}
enum CommentAuthorAssociation {
  COLLABORATOR
  CONTRIBUTOR
  FIRST_TIMER
  FIRST_TIME_CONTRIBUTOR
  MANNEQUIN
  MEMBER
  NONE
  OWNER
}
enum IssueStateReason {
  COMPLETED
  DUPLICATE
  NOT_PLANNED
  REOPENED
}
enum IssueCommentOrderField {
  UPDATED_AT
}
enum LockReason {
  OFF_TOPIC
  RESOLVED
  SPAM
  TOO_HEATED
}
enum MergeableState {
  CONFLICTING
  MERGEABLE
  UNKNOWN
}
enum MergeStateStatus {
  BEHIND
  BLOCKED
  CLEAN
  DIRTY
  DRAFT
  HAS_HOOKS
  UNKNOWN
  UNSTABLE
}
enum PullRequestReviewDecision {
  APPROVED
  CHANGES_REQUESTED
  REVIEW_REQUIRED
}
enum PullRequestReviewState {
  APPROVED
  CHANGES_REQUESTED
  COMMENTED
  DISMISSED
  PENDING
}
enum PatchStatus {
  ADDED
  CHANGED
  COPIED
  DELETED
  MODIFIED
  RENAMED
}
enum FileViewedState {
  DISMISSED
  UNVIEWED
  VIEWED
}
enum PullRequestMergeMethod {
  MERGE
  REBASE
  SQUASH
}
enum MergeQueueEntryState {
  AWAITING_CHECKS
  LOCKED
  MERGEABLE
  QUEUED
  UNMERGEABLE
}
enum DiffSide {
  LEFT
  RIGHT
}
enum PullRequestReviewThreadSubjectType {
  FILE
  LINE
}
enum PullRequestReviewCommentState {
  PENDING
  SUBMITTED
}
`;
