import type { Exception } from "@fairlead/testkit/guard";

const BY_PATH =
  "The description says integer; GitLab's documentation: the ID or URL-encoded path of the project, as everywhere.";
const PAGED = "The description leaves out the pagination that every list takes: docs.gitlab.com/api/rest/#pagination.";
const ONE_TEXT = "The description says array; GitLab's documentation: comma-separated names, and an empty text clears.";
const of = "{id}/merge_requests/{merge_request_iid}";

/** What GitLab does and its API description does not say. Each with its reason; none without need. */
export const guardExceptions: readonly Exception[] = [
  ...[
    `GET /api/v4/projects/${of}/approvals`,
    `GET /api/v4/projects/${of}/approval_state`,
    `POST /api/v4/projects/${of}/approve`,
    `POST /api/v4/projects/${of}/unapprove`,
    "GET /api/v4/projects/{id}/jobs/{job_id}/trace",
    "GET /api/v4/projects/{id}/jobs/{job_id}/artifacts",
  ].map((operation) => ({ operation, kind: "path_parameter" as const, pointer: "/id", reason: BY_PATH })),
  {
    operation: "GET /api/v4/projects/{id}/repository/branches/{branch}",
    kind: "path_parameter",
    pointer: "/branch",
    reason: "The description says integer; a branch is a name.",
  },
  ...[
    "GET /api/v4/projects/{id}/issues/{issue_iid}/links",
    "GET /api/v4/projects/{id}/issues/{issue_iid}/related_merge_requests",
    `GET /api/v4/projects/${of}/pipelines`,
    `GET /api/v4/projects/${of}/draft_notes`,
  ].flatMap((operation) =>
    ["/page", "/per_page"].map((pointer) => ({ operation, kind: "undeclared_query" as const, pointer, reason: PAGED })),
  ),
  ...["POST /api/v4/projects/{id}/issues", "PUT /api/v4/projects/{id}/issues/{issue_iid}"]
    .concat("POST /api/v4/projects/{id}/merge_requests", `PUT /api/v4/projects/${of}`)
    .map((operation) => ({ operation, kind: "body" as const, pointer: "/labels", reason: ONE_TEXT })),
  ...["/actions/*/previous_path", "/actions/*/execute_filemode", "/actions/*/content", "/actions/*/file_path"].map(
    (pointer) => ({
      operation: "POST /api/v4/projects/{id}/repository/commits",
      kind: "body" as const,
      pointer,
      reason:
        "The description wants what each kind of action takes of every action; the documentation of its own kind.",
    }),
  ),
  ...["start", "end"].flatMap((end) =>
    ["new_line", "old_line"].map((line) => ({
      operation: `POST /api/v4/projects/${of}/draft_notes`,
      kind: "body" as const,
      pointer: `/position/line_range/${end}/${line}`,
      reason: "The description says string; GitLab's documentation and its answers have numbers.",
    })),
  ),
];

/** Operations of GitLab's documentation that its description leaves out. */
export const undescribed: readonly RegExp[] = [
  /^GET \/api\/v4\/users?(?:\/\d+)?$/,
  /^POST \/api\/(?:v4\/)?graphql$/,
  /^GET \/api\/v4\/(?:metadata|version)$/,
  /^GET \/api\/v4\/(?:projects|groups)\/[^/]+\/search$/,
  /^[A-Z]+ \/api\/v4\/(?:projects|groups)\/[^/]+\/(?:labels|milestones)(?:\/|$)/,
  /^[A-Z]+ \/api\/v4\/projects\/[^/]+\/(?:issues|merge_requests)\/\d+\/(?:notes|discussions)(?:\/|$)/,
];
